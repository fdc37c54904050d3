<?xml version="1.0" encoding="UTF-8"?>
<!-- The changes as an Atom feed (RFC 4287). Names are made of the address of the site, where the
     project file gives one, else of the stem: they stay the same from build to build. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:record:1" xmlns="http://www.w3.org/2005/Atom"
                exclude-result-prefixes="r">
  <xsl:import href="site.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:variable name="base">
    <xsl:value-of select="$site-url"/>
    <xsl:if test="$site-url != '' and substring($site-url, string-length($site-url)) != '/'">/</xsl:if>
  </xsl:variable>

  <xsl:template match="/r:feed">
    <feed xml:lang="{$s/@html}">
      <title><xsl:value-of select="$name"/></title>
      <id><xsl:call-template name="id"/></id>
      <updated><xsl:value-of select="concat($date, 'T00:00:00Z')"/></updated>
      <author><name><xsl:value-of select="$name"/></name></author>
      <generator version="{$version}">huibao</generator>
      <xsl:if test="$site-url != ''"><link rel="self" type="application/atom+xml" href="{$base}feed.xml"/></xsl:if>
      <link rel="alternate" type="text/html" href="{$base}index.html"/>
      <xsl:apply-templates select="r:change"/>
    </feed>
  </xsl:template>

  <xsl:template name="id">
    <xsl:param name="address"/>
    <xsl:choose>
      <xsl:when test="$site-url != ''"><xsl:value-of select="concat($base, $address)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="concat('urn:huibao:site:', $address)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:change">
    <xsl:variable name="address"><xsl:call-template name="address"/>.html</xsl:variable>
    <xsl:variable name="said" select="$s/*[local-name() = concat('s-change-', current()/@kind)]"/>
    <entry>
      <title><xsl:value-of select="$said"/>：<xsl:choose>
        <xsl:when test="normalize-space(@title) != ''"><xsl:value-of select="normalize-space(@title)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
      </xsl:choose></title>
      <id><xsl:call-template name="id"><xsl:with-param name="address" select="$address"/></xsl:call-template></id>
      <updated><xsl:value-of select="concat($date, 'T00:00:00Z')"/></updated>
      <xsl:if test="@kind != 'withdrawn'"><link rel="alternate" type="text/html" href="{$base}{$address}"/></xsl:if>
      <category term="{@kind}" label="{$said}"/>
      <summary><xsl:value-of select="@name"/></summary>
    </entry>
  </xsl:template>
</xsl:stylesheet>
