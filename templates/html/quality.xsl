<?xml version="1.0" encoding="UTF-8"?>
<!-- What was doubtful in all reports: findings by code, removed text, least certain items; and the
     places of one code (r:findings). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:record:1" exclude-result-prefixes="r">
  <xsl:import href="site.xsl"/>
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

  <xsl:template match="/r:quality">
    <xsl:call-template name="page">
      <xsl:with-param name="current" select="'quality'"/>
      <xsl:with-param name="title" select="$s/s-quality"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/r:quality" mode="body">
    <p class="intro"><xsl:value-of select="$s/s-quality-intro"/></p>
    <dl class="totals">
      <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-total-findings"/><xsl:with-param name="n" select="@findings"/></xsl:call-template>
      <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-total-removed"/><xsl:with-param name="n" select="@removed"/></xsl:call-template>
      <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-total-sources"/><xsl:with-param name="n" select="@sources"/></xsl:call-template>
    </dl>
    <xsl:call-template name="codes"/>
    <xsl:call-template name="removed"/>
    <xsl:call-template name="unsure"/>
  </xsl:template>

  <!-- ==== Findings by code ==== -->

  <xsl:template name="codes">
    <section aria-labelledby="codes-head">
      <h2 id="codes-head"><xsl:value-of select="$s/s-by-code"/></h2>
      <xsl:choose>
        <xsl:when test="r:code">
          <table class="rows">
            <thead>
              <tr>
                <th scope="col"><xsl:value-of select="$s/s-col-code"/></th>
                <th scope="col"><xsl:value-of select="$s/s-col-level"/></th>
                <th scope="col" class="n"><xsl:value-of select="$s/s-col-count"/></th>
                <th scope="col" class="n"><xsl:value-of select="$s/s-col-sources"/></th>
                <th scope="col"><xsl:value-of select="$s/s-chart"/></th>
              </tr>
            </thead>
            <tbody>
              <xsl:apply-templates select="r:code"><xsl:sort select="@n" data-type="number" order="descending"/></xsl:apply-templates>
            </tbody>
          </table>
        </xsl:when>
        <xsl:otherwise><p class="empty"><xsl:value-of select="$s/s-no-findings"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="r:code">
    <tr>
      <th scope="row"><a href="quality-{@name}.html"><xsl:call-template name="finding-name"/></a></th>
      <td data-label="{$s/s-col-level}"><span class="level {@level}"><xsl:value-of select="$s/*[local-name() = concat('s-level-', current()/@level)]"/></span></td>
      <td class="n" data-label="{$s/s-col-count}"><xsl:value-of select="format-number(@n, '#,##0')"/></td>
      <td class="n" data-label="{$s/s-col-sources}"><xsl:value-of select="format-number(@sources, '#,##0')"/></td>
      <td data-label="{$s/s-chart}">
        <xsl:call-template name="part-bar"><xsl:with-param name="n" select="@n"/><xsl:with-param name="of" select="../@findings"/></xsl:call-template>
      </td>
    </tr>
  </xsl:template>

  <xsl:template name="finding-name">
    <xsl:choose>
      <xsl:when test="$s/finding[@name = current()/@name]"><xsl:value-of select="$s/finding[@name = current()/@name]"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@message"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="part-bar">
    <xsl:param name="n"/>
    <xsl:param name="of"/>
    <svg class="bar exact" viewBox="0 0 100 12" aria-hidden="true" focusable="false">
      <xsl:if test="$of &gt; 0"><rect x="0.5" y="2" width="{format-number(99 * $n div $of, '0.##')}" height="8"/></xsl:if>
    </svg>
  </xsl:template>

  <!-- ==== Removed text ==== -->

  <xsl:template name="removed">
    <section aria-labelledby="removed-head">
      <h2 id="removed-head"><xsl:value-of select="$s/s-removed-by-kind"/></h2>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$s/s-col-kind"/></th>
            <th scope="col" class="n"><xsl:value-of select="$s/s-col-pieces"/></th>
            <th scope="col" class="n"><xsl:value-of select="$s/s-col-characters"/></th>
            <th scope="col" class="n"><xsl:value-of select="$s/s-col-sources"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-share"/></th>
          </tr>
        </thead>
        <tbody>
          <xsl:for-each select="r:cut">
            <tr>
              <th scope="row"><xsl:value-of select="$s/removed[@name = current()/@kind]"/></th>
              <td class="n" data-label="{$s/s-col-pieces}"><xsl:value-of select="format-number(@pieces, '#,##0')"/></td>
              <td class="n" data-label="{$s/s-col-characters}"><xsl:value-of select="format-number(@characters, '#,##0')"/></td>
              <td class="n" data-label="{$s/s-col-sources}"><xsl:value-of select="format-number(@sources, '#,##0')"/></td>
              <td class="short" data-label="{$s/s-col-share}">
                <xsl:call-template name="part-bar"><xsl:with-param name="n" select="@characters"/><xsl:with-param name="of" select="../@removed"/></xsl:call-template>
                <xsl:text> </xsl:text>
                <xsl:if test="../@removed &gt; 0"><xsl:value-of select="format-number(@characters div ../@removed, '0.0%')"/></xsl:if>
              </td>
            </tr>
          </xsl:for-each>
        </tbody>
      </table>
    </section>
  </xsl:template>

  <!-- ==== Least certain items ==== -->

  <xsl:template name="unsure">
    <section aria-labelledby="unsure-head">
      <h2 id="unsure-head"><xsl:value-of select="$s/s-unsure"/></h2>
      <xsl:choose>
        <xsl:when test="r:at/r:unsure">
          <p><xsl:value-of select="$s/s-unsure-intro"/></p>
          <table class="rows">
            <thead>
              <tr>
                <th scope="col"><xsl:value-of select="$s/s-col-start"/></th>
                <th scope="col"><xsl:value-of select="$s/s-col-label"/></th>
                <th scope="col"><xsl:value-of select="$s/s-col-other"/></th>
                <th scope="col" class="n"><xsl:value-of select="$s/s-col-confidence"/></th>
                <th scope="col"><xsl:value-of select="$s/s-col-report"/></th>
              </tr>
            </thead>
            <tbody><xsl:apply-templates select="r:at/r:unsure"/></tbody>
          </table>
        </xsl:when>
        <xsl:otherwise><p class="empty"><xsl:value-of select="$s/s-unsure-none"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="r:unsure">
    <tr>
      <th scope="row"><a><xsl:attribute name="href"><xsl:call-template name="place-link"/></xsl:attribute><bdi><xsl:value-of select="normalize-space(.)"/></bdi>…</a></th>
      <td class="short" data-label="{$s/s-col-label}"><xsl:value-of select="$s/label[@name = current()/@label]"/></td>
      <td class="short" data-label="{$s/s-col-other}"><xsl:value-of select="$s/label[@name = current()/@other]"/></td>
      <td class="n" data-label="{$s/s-col-confidence}"><xsl:value-of select="format-number(@confidence div 1000, '0%')"/></td>
      <td data-label="{$s/s-col-report}"><bdi><xsl:value-of select="normalize-space(../@title)"/></bdi></td>
    </tr>
  </xsl:template>

  <xsl:template name="place-link">
    <xsl:for-each select=".."><xsl:call-template name="address"/></xsl:for-each>
    <xsl:text>.html</xsl:text>
    <xsl:if test="@key">#<xsl:value-of select="@key"/></xsl:if>
  </xsl:template>

  <!-- ==== The places of one code ==== -->

  <xsl:template match="/r:findings">
    <xsl:call-template name="page">
      <xsl:with-param name="current" select="'quality'"/>
      <xsl:with-param name="title"><xsl:for-each select="r:code"><xsl:call-template name="finding-name"/></xsl:for-each></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/r:findings" mode="body">
    <p><a href="quality.html"><xsl:value-of select="$s/s-back-quality"/></a></p>
    <p class="intro">
      <span class="level {r:code/@level}"><xsl:value-of select="$s/*[local-name() = concat('s-level-', current()/r:code/@level)]"/></span>
      <xsl:text> </xsl:text><code><xsl:value-of select="r:code/@name"/></code>
    </p>
    <section aria-labelledby="places-head">
      <h2 id="places-head"><xsl:value-of select="concat($s/s-finding-places, ' (', format-number(r:code/@n, '#,##0'), ')')"/></h2>
      <table class="rows">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$s/s-col-report"/></th>
            <th scope="col" class="n"><xsl:value-of select="$s/s-col-line"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-text"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-suggestion"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="r:at/r:finding"/></tbody>
      </table>
      <xsl:call-template name="pager"><xsl:with-param name="file" select="@path"/></xsl:call-template>
    </section>
  </xsl:template>

  <xsl:template match="r:finding">
    <tr>
      <th scope="row">
        <a>
          <xsl:attribute name="href"><xsl:call-template name="place-link"/></xsl:attribute>
          <bdi>
            <xsl:choose>
              <xsl:when test="normalize-space(../@title) != ''"><xsl:value-of select="normalize-space(../@title)"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="../@name"/></xsl:otherwise>
            </xsl:choose>
          </bdi>
        </a>
      </th>
      <td class="n" data-label="{$s/s-col-line}"><xsl:value-of select="concat(@line, ':', @column)"/></td>
      <td data-label="{$s/s-col-text}"><bdi><xsl:value-of select="normalize-space(.)"/></bdi></td>
      <td data-label="{$s/s-col-suggestion}"><bdi><xsl:value-of select="@suggestion"/></bdi></td>
    </tr>
  </xsl:template>
</xsl:stylesheet>
