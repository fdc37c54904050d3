<?xml version="1.0" encoding="UTF-8"?>
<!-- What was added, changed and withdrawn since the build before. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:record:1" exclude-result-prefixes="r">
  <xsl:import href="site.xsl"/>
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

  <xsl:template match="/r:changes">
    <xsl:call-template name="page">
      <xsl:with-param name="current" select="'changes'"/>
      <xsl:with-param name="title" select="$s/s-changes"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/r:changes" mode="body">
    <xsl:choose>
      <xsl:when test="@first = 'true'">
        <p class="intro">
          <xsl:call-template name="say"><xsl:with-param name="text" select="$s/s-changes-first"/><xsl:with-param name="n" select="@sources"/></xsl:call-template>
        </p>
      </xsl:when>
      <xsl:otherwise>
        <p class="intro"><xsl:value-of select="$s/s-changes-intro"/></p>
        <dl class="totals">
          <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-change-added"/><xsl:with-param name="n" select="@added"/></xsl:call-template>
          <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-change-changed"/><xsl:with-param name="n" select="@changed"/></xsl:call-template>
          <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-change-reread"/><xsl:with-param name="n" select="@reread"/></xsl:call-template>
          <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-change-withdrawn"/><xsl:with-param name="n" select="@withdrawn"/></xsl:call-template>
        </dl>
        <xsl:if test="not(r:change)"><p class="empty"><xsl:value-of select="$s/s-changes-none"/></p></xsl:if>
        <xsl:call-template name="changes"><xsl:with-param name="kind" select="'added'"/></xsl:call-template>
        <xsl:call-template name="changes"><xsl:with-param name="kind" select="'changed'"/></xsl:call-template>
        <xsl:call-template name="changes"><xsl:with-param name="kind" select="'reread'"/></xsl:call-template>
        <xsl:call-template name="changes"><xsl:with-param name="kind" select="'withdrawn'"/></xsl:call-template>
        <xsl:call-template name="pager"><xsl:with-param name="file" select="'changes'"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="changes">
    <xsl:param name="kind"/>
    <xsl:if test="r:change[@kind = $kind]">
      <section aria-labelledby="c-{$kind}">
        <h2 id="c-{$kind}"><xsl:value-of select="$s/*[local-name() = concat('s-change-', $kind)]"/></h2>
        <ul class="changes"><xsl:apply-templates select="r:change[@kind = $kind]"/></ul>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:change">
    <xsl:variable name="address"><xsl:call-template name="address"/></xsl:variable>
    <li>
      <xsl:choose>
        <xsl:when test="@kind = 'withdrawn'"><bdi><xsl:call-template name="change-title"/></bdi></xsl:when>
        <xsl:otherwise><a href="{$address}.html"><bdi><xsl:call-template name="change-title"/></bdi></a></xsl:otherwise>
      </xsl:choose>
      <xsl:text> </xsl:text><span class="file"><bdi><xsl:value-of select="@name"/></bdi></span>
      <xsl:if test="@hash != ''"><xsl:text> </xsl:text><a class="version" href="{$address}.{@hash}.html"><xsl:value-of select="$s/s-version"/><xsl:text> </xsl:text><code><xsl:value-of select="@hash"/></code></a></xsl:if>
    </li>
  </xsl:template>

  <xsl:template name="change-title">
    <xsl:choose>
      <xsl:when test="normalize-space(@title) != ''"><xsl:value-of select="normalize-space(@title)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
