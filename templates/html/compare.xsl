<?xml version="1.0" encoding="UTF-8"?>
<!-- Reports side by side: which parts they cover, and figures of the same kind. Everything stands
     here; the script only chooses. Nothing is added up. src/page writes the same bytes
     without this template; tests/golden/page.py compares. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:record:1" xmlns:str="http://exslt.org/strings"
                xmlns:set="http://exslt.org/sets" xmlns:math="http://exslt.org/math"
                exclude-result-prefixes="r str set math">
  <xsl:import href="site.xsl"/>
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

  <xsl:key name="kind" match="r:figure" use="@kind"/>

  <!-- Words that stand in every row: looked up once. -->
  <xsl:variable name="t-period" select="string($s/s-col-period)"/>
  <xsl:variable name="t-characters" select="string($s/s-matrix-characters)"/>
  <xsl:variable name="t-items" select="string($s/s-matrix-items)"/>
  <xsl:variable name="t-facts" select="string($s/s-matrix-facts)"/>
  <xsl:variable name="t-empty" select="string($s/s-matrix-empty)"/>
  <xsl:variable name="t-share" select="string($s/s-matrix-share)"/>
  <xsl:variable name="t-chart" select="string($s/s-chart)"/>
  <xsl:variable name="t-bound" select="string($s/s-col-bound)"/>
  <xsl:variable name="t-exact" select="string($s/s-bound-exact)"/>
  <xsl:variable name="t-value" select="string($s/s-col-value)"/>
  <xsl:variable name="t-unit" select="string($s/s-col-unit)"/>
  <xsl:variable name="t-per" select="string($s/s-per)"/>
  <xsl:variable name="t-report" select="string($s/s-col-report)"/>
  <xsl:variable name="t-sentence" select="string($s/s-col-sentence)"/>
  <xsl:variable name="bounds" select="string($s/bounds)"/>
  <xsl:variable name="units" select="string($s/units)"/>

  <xsl:template match="/r:compare">
    <xsl:call-template name="page">
      <xsl:with-param name="current" select="'compare'"/>
      <xsl:with-param name="title" select="$s/s-compare"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/r:compare" mode="body">
    <p class="intro"><xsl:value-of select="$s/s-compare-intro"/></p>
    <xsl:choose>
      <xsl:when test="not(r:row)"><p class="empty"><xsl:value-of select="$s/s-empty-site"/></p></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="side"/>
        <xsl:call-template name="matrix"/>
        <xsl:call-template name="pager"><xsl:with-param name="file" select="'compare'"/></xsl:call-template>
        <xsl:call-template name="kinds"/>
        <p><a href="compare.csv"><xsl:value-of select="$s/s-table-compare"/></a></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== Chosen reports, filled in by the script ==== -->

  <xsl:template name="side">
    <section id="side" hidden="hidden" aria-labelledby="side-head"
             data-none="{$s/s-side-none}" data-characters="{$s/s-col-characters}"
             data-period="{$s/s-col-period}" data-per="{$s/s-per}" data-untitled="{$s/no-title}">
      <h2 id="side-head"><xsl:value-of select="$s/s-side"/></h2>
      <p id="side-hint"><xsl:value-of select="$s/s-side-hint"/></p>
      <div class="scroll" role="group" aria-labelledby="side-head" tabindex="0">
        <table id="side-table" class="side" hidden="hidden">
          <thead><tr><th scope="col"><xsl:value-of select="$s/s-side-row"/></th></tr></thead>
          <tbody></tbody>
        </table>
      </div>
      <p>
        <button type="button" id="side-clear"><xsl:value-of select="$s/s-side-clear"/></button>
        <xsl:text> </xsl:text>
        <label><input type="checkbox" id="side-only"/><xsl:text> </xsl:text><xsl:value-of select="$s/s-side-only"/></label>
      </p>
      <ul id="words" hidden="hidden">
        <xsl:for-each select="str:tokenize($s/bounds, '|')"><li data-bound="{substring-before(., '=')}"><xsl:value-of select="substring-after(., '=')"/></li></xsl:for-each>
        <xsl:for-each select="$s/part"><li data-part="{@name}"><xsl:value-of select="."/></li></xsl:for-each>
        <xsl:for-each select="r:kind"><li data-kind="{@id}"><xsl:call-template name="kind-title"/></li></xsl:for-each>
      </ul>
    </section>
  </xsl:template>

  <!-- ==== Coverage ==== -->

  <xsl:template name="matrix">
    <section aria-labelledby="matrix-head">
      <h2 id="matrix-head"><xsl:value-of select="$s/s-matrix"/></h2>
      <table class="matrix rows" id="matrix" data-choose="{$s/s-compare-choose}">
        <caption><xsl:value-of select="$s/s-matrix-caption"/></caption>
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$s/s-col-report"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-period"/></th>
            <xsl:for-each select="$parts"><th scope="col"><xsl:value-of select="."/></th></xsl:for-each>
            <th scope="col"><xsl:value-of select="$s/s-matrix-share"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="r:row"/></tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="r:row">
    <xsl:variable name="row" select="."/>
    <tr data-n="{@n}" data-row="{concat(@stem, ':', @id)}">
      <th scope="row"><a><xsl:attribute name="href"><xsl:call-template name="row-link"/></xsl:attribute><bdi><xsl:call-template name="row-title"/></bdi></a></th>
      <td class="short" data-label="{$t-period}"><xsl:call-template name="period"/></td>
      <xsl:for-each select="$parts">
        <xsl:variable name="part" select="$row/r:part[@name = current()/@name]"/>
        <td data-label="{.}">
          <xsl:choose>
            <xsl:when test="$part/@items &gt; 0">
              <span class="c"><xsl:call-template name="say"><xsl:with-param name="text" select="$t-characters"/><xsl:with-param name="n" select="$part/@characters"/></xsl:call-template></span>
              <xsl:text> </xsl:text>
              <span><xsl:call-template name="say"><xsl:with-param name="text" select="$t-items"/><xsl:with-param name="n" select="$part/@items"/></xsl:call-template></span>
              <xsl:text> </xsl:text>
              <span><xsl:call-template name="say"><xsl:with-param name="text" select="$t-facts"/><xsl:with-param name="n" select="$part/@quantities + $part/@dates"/></xsl:call-template></span>
            </xsl:when>
            <xsl:otherwise>
              <xsl:attribute name="class">zero</xsl:attribute>
              <xsl:value-of select="$t-empty"/>
            </xsl:otherwise>
          </xsl:choose>
        </td>
      </xsl:for-each>
      <td data-label="{$t-share}"><xsl:call-template name="share"/></td>
    </tr>
  </xsl:template>

  <!-- A stacked bar of characters; the cells before it say the same. -->
  <xsl:template name="share">
    <xsl:variable name="sum" select="sum(r:part[@name != 'preamble' and @name != 'closing']/@characters)"/>
    <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <xsl:if test="$sum &gt; 0">
        <xsl:for-each select="r:part[@name != 'preamble' and @name != 'closing'][@characters &gt; 0]">
          <rect class="{@name}" x="{format-number(round(10000 * sum(preceding-sibling::r:part[@name != 'preamble']/@characters) div $sum) div 100, '0.##')}" y="0" width="{format-number(round(10000 * @characters div $sum) div 100, '0.##')}" height="10"/>
        </xsl:for-each>
      </xsl:if>
    </svg>
  </xsl:template>

  <!-- ==== Figures ==== -->

  <xsl:template name="kinds">
    <xsl:choose>
      <xsl:when test="r:row/r:figure">
        <p class="legend"><xsl:value-of select="$s/s-legend"/></p>
        <xsl:for-each select="r:kind[key('kind', @id)]"><xsl:call-template name="kind"/></xsl:for-each>
      </xsl:when>
      <xsl:otherwise><p class="empty"><xsl:value-of select="$s/s-kind-none"/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="kind-title">
    <xsl:choose>
      <xsl:when test="$lang = 'en'"><xsl:value-of select="@en"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@zh"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="kind">
    <xsl:variable name="figures" select="key('kind', @id)"/>
    <xsl:variable name="drawn" select="$figures[not(@per)]"/>
    <!-- Lengths of bars compare within one kind and unit: the largest value of each unit. -->
    <xsl:variable name="most">
      <xsl:for-each select="set:distinct($drawn/@unit)">
        <xsl:value-of select="concat('&#10;', ., '&#9;', math:max($drawn[@unit = current()]/@value), '&#10;')"/>
      </xsl:for-each>
    </xsl:variable>
    <section aria-labelledby="k-{@id}">
      <h2 id="k-{@id}"><xsl:call-template name="kind-title"/></h2>
      <p>
        <xsl:call-template name="say">
          <xsl:with-param name="text" select="$s/s-kind-intro"/>
          <xsl:with-param name="n" select="count($figures)"/>
          <xsl:with-param name="m" select="count($figures/..)"/>
        </xsl:call-template>
      </p>
      <table class="figures rows">
        <thead>
          <tr>
            <th scope="col"><xsl:value-of select="$s/s-col-words"/></th>
            <th scope="col"><xsl:value-of select="$s/s-chart"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-bound"/></th>
            <th scope="col" class="n"><xsl:value-of select="$s/s-col-value"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-unit"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-report"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-period"/></th>
            <th scope="col"><xsl:value-of select="$s/s-col-sentence"/></th>
          </tr>
        </thead>
        <tbody>
          <xsl:apply-templates select="$figures">
            <xsl:sort select="boolean(@per)"/>
            <xsl:sort select="@unit"/>
            <xsl:sort select="@value" data-type="number" order="descending"/>
            <xsl:with-param name="most" select="string($most)"/>
          </xsl:apply-templates>
        </tbody>
      </table>
    </section>
  </xsl:template>

  <xsl:template match="r:figure">
    <xsl:param name="most"/>
    <tr data-n="{../@n}">
      <th scope="row">
        <a><xsl:attribute name="href"><xsl:call-template name="figure-link"/></xsl:attribute><bdi><xsl:value-of select="normalize-space(@words)"/></bdi></a>
      </th>
      <td data-label="{$t-chart}"><xsl:call-template name="bar"><xsl:with-param name="most" select="$most"/></xsl:call-template></td>
      <td class="short" data-label="{$t-bound}">
        <xsl:choose>
          <xsl:when test="@bound = 'exact'"><xsl:value-of select="$t-exact"/></xsl:when>
          <xsl:otherwise><xsl:call-template name="listed"><xsl:with-param name="list" select="$bounds"/><xsl:with-param name="code" select="@bound"/></xsl:call-template></xsl:otherwise>
        </xsl:choose>
      </td>
      <td class="n" data-label="{$t-value}">
        <xsl:value-of select="format-number(@value, '#,##0.####')"/>
        <xsl:if test="@max">–<xsl:value-of select="format-number(@max, '#,##0.####')"/></xsl:if>
      </td>
      <td data-label="{$t-unit}">
        <xsl:choose>
          <xsl:when test="contains(concat('|', $units), concat('|', @unit, '='))"><xsl:call-template name="listed"><xsl:with-param name="list" select="$units"/><xsl:with-param name="code" select="@unit"/></xsl:call-template></xsl:when>
          <xsl:otherwise><bdi><xsl:value-of select="@unit"/></bdi></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@per"> · <xsl:value-of select="$t-per"/><xsl:text> </xsl:text><bdi><xsl:value-of select="normalize-space(@per)"/></bdi></xsl:if>
      </td>
      <td data-label="{$t-report}"><bdi><xsl:for-each select=".."><xsl:call-template name="row-title"/></xsl:for-each></bdi></td>
      <td class="short" data-label="{$t-period}"><xsl:for-each select=".."><xsl:call-template name="period"/></xsl:for-each></td>
      <td class="words" data-label="{$t-sentence}"><bdi><xsl:value-of select="normalize-space(.)"/></bdi></td>
    </tr>
  </xsl:template>

  <xsl:template name="figure-link">
    <xsl:for-each select=".."><xsl:call-template name="address"/></xsl:for-each>
    <xsl:value-of select="concat('.html#', @key)"/>
  </xsl:template>

  <!-- The bound is in the shape of the bar, as the legend says; a rate has none. -->
  <xsl:template name="bar">
    <xsl:param name="most"/>
    <xsl:variable name="longest" select="substring-before(substring-after($most, concat('&#10;', @unit, '&#9;')), '&#10;')"/>
    <xsl:if test="not(@per) and $longest &gt; 0">
      <xsl:variable name="width" select="92 * @value div $longest"/>
      <svg class="bar {@bound}" viewBox="0 0 100 12" aria-hidden="true" focusable="false">
        <rect x="0.5" y="2" width="{format-number(round(100 * ($width + 0.5)) div 100, '0.##')}" height="8"/>
        <xsl:choose>
          <xsl:when test="@bound = 'over'"><path d="M{format-number(round(100 * ($width + 1)) div 100, '0.##')} 0 l6 6 l-6 6 z"/></xsl:when>
          <xsl:when test="@bound = 'about' or @bound = 'several'">
            <path class="stripe" d="M{format-number(round(100 * ($width * 0.25)) div 100, '0.##')} 2 v8 M{format-number(round(100 * ($width * 0.5)) div 100, '0.##')} 2 v8 M{format-number(round(100 * ($width * 0.75)) div 100, '0.##')} 2 v8"/>
          </xsl:when>
        </xsl:choose>
      </svg>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
