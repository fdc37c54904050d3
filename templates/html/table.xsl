<?xml version="1.0" encoding="UTF-8"?>
<!-- Tables of the site as CSV (RFC 4180): index.csv, one line for each report, and compare.csv, one
     for each figure of a shared kind; and r:columns, what the columns mean (CSV on the Web). Every
     field is quoted; one that a spreadsheet would take for a formula has a blank before it.
     src/page writes the same bytes without this template; tests/golden/page.py compares. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:record:1" xmlns:str="http://exslt.org/strings"
                exclude-result-prefixes="r str">
  <xsl:import href="site.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:variable name="end" select="'&#13;&#10;'"/>

  <xsl:template match="/r:table[@path = 'index.csv']">
    <xsl:if test="@page = 1">
      <xsl:text>"source","id","title","place","placeCode","issuer","period","date","genre","characters"</xsl:text>
      <xsl:for-each select="$s/part"><xsl:value-of select="concat(',&quot;', @name, '&quot;')"/></xsl:for-each>
      <xsl:value-of select="concat(',&quot;facts&quot;,&quot;findings&quot;,&quot;removed&quot;,&quot;version&quot;', $end)"/>
    </xsl:if>
    <xsl:for-each select="r:row">
      <xsl:variable name="row" select="."/>
      <xsl:variable name="address"><xsl:call-template name="address"/></xsl:variable>
      <xsl:variable name="genre"><xsl:call-template name="genre"/></xsl:variable>
      <xsl:value-of select="concat('&quot;', $address, '.html&quot;')"/>
      <xsl:call-template name="field"><xsl:with-param name="text" select="@id"/></xsl:call-template>
      <xsl:call-template name="field"><xsl:with-param name="text" select="normalize-space(r:title)"/></xsl:call-template>
      <xsl:call-template name="field"><xsl:with-param name="text" select="normalize-space(r:place)"/></xsl:call-template>
      <xsl:call-template name="field"><xsl:with-param name="text" select="r:place/@code"/></xsl:call-template>
      <xsl:call-template name="field"><xsl:with-param name="text" select="normalize-space(r:issuer)"/></xsl:call-template>
      <xsl:call-template name="field"><xsl:with-param name="text" select="r:period/@when"/></xsl:call-template>
      <xsl:call-template name="field"><xsl:with-param name="text" select="r:date/@when"/></xsl:call-template>
      <xsl:call-template name="field"><xsl:with-param name="text" select="@genre"/></xsl:call-template>
      <xsl:value-of select="concat(',', @characters)"/>
      <xsl:for-each select="$s/part">
        <xsl:value-of select="concat(',', sum($row/r:part[@name = current()/@name]/@items))"/>
      </xsl:for-each>
      <xsl:value-of select="concat(',', @facts, ',', @notes + @warnings + @errors, ',', @removed)"/>
      <xsl:call-template name="field"><xsl:with-param name="text" select="@hash"/></xsl:call-template>
      <xsl:value-of select="$end"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="/r:table[@path = 'compare.csv']">
    <xsl:if test="@page = 1">
      <xsl:value-of select="concat('&quot;source&quot;,&quot;title&quot;,&quot;period&quot;,&quot;kind&quot;,&quot;words&quot;,&quot;bound&quot;,&quot;value&quot;,&quot;max&quot;,&quot;unit&quot;,&quot;per&quot;,&quot;sentence&quot;', $end)"/>
    </xsl:if>
    <xsl:for-each select="r:row/r:figure">
      <xsl:variable name="address"><xsl:for-each select=".."><xsl:call-template name="address"/></xsl:for-each></xsl:variable>
      <xsl:variable name="period"><xsl:for-each select=".."><xsl:call-template name="period"/></xsl:for-each></xsl:variable>
      <xsl:value-of select="concat('&quot;', $address, '.html#', @key, '&quot;')"/>
      <xsl:variable name="title" select="normalize-space(../r:title)"/>
      <xsl:variable name="words" select="normalize-space(@words)"/>
      <xsl:variable name="per" select="normalize-space(@per)"/>
      <xsl:variable name="sentence" select="normalize-space(.)"/>
      <xsl:variable name="fields" select="concat('&#10;', $title, '&#10;', $period, '&#10;', @kind, '&#10;', $words, '&#10;', @bound, '&#10;', @unit, '&#10;', $per, '&#10;', $sentence)"/>
      <xsl:choose>
        <!-- In most lines no field needs care; these are written at once. -->
        <xsl:when test="not(contains($fields, '&quot;') or contains($fields, '&#10;=') or contains($fields, '&#10;+') or contains($fields, '&#10;-') or contains($fields, '&#10;@'))">
          <xsl:value-of select="concat(',&quot;', $title, '&quot;,&quot;', $period, '&quot;,&quot;', @kind, '&quot;,&quot;', $words, '&quot;,&quot;', @bound, '&quot;,', @value, ',', @max, ',&quot;', @unit, '&quot;,&quot;', $per, '&quot;,&quot;', $sentence, '&quot;')"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="field"><xsl:with-param name="text" select="$title"/></xsl:call-template>
          <xsl:call-template name="field"><xsl:with-param name="text" select="$period"/></xsl:call-template>
          <xsl:call-template name="field"><xsl:with-param name="text" select="@kind"/></xsl:call-template>
          <xsl:call-template name="field"><xsl:with-param name="text" select="$words"/></xsl:call-template>
          <xsl:call-template name="field"><xsl:with-param name="text" select="@bound"/></xsl:call-template>
          <xsl:value-of select="concat(',', @value, ',', @max)"/>
          <xsl:call-template name="field"><xsl:with-param name="text" select="@unit"/></xsl:call-template>
          <xsl:call-template name="field"><xsl:with-param name="text" select="$per"/></xsl:call-template>
          <xsl:call-template name="field"><xsl:with-param name="text" select="$sentence"/></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:value-of select="$end"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="field">
    <xsl:param name="text"/>
    <xsl:text>,"</xsl:text>
    <xsl:if test="$text != '' and contains('=+-@', substring($text, 1, 1))"><xsl:text> </xsl:text></xsl:if>
    <xsl:choose>
      <xsl:when test="contains($text, '&quot;')">
        <xsl:value-of select="str:replace($text, '&quot;', '&quot;&quot;')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>"</xsl:text>
  </xsl:template>

  <!-- ==== What the columns mean ==== -->

  <xsl:template match="/r:columns">
    <xsl:text>{"@context":["http://www.w3.org/ns/csvw",{"@language":"</xsl:text>
    <xsl:value-of select="$lang"/>
    <xsl:value-of select="concat('&quot;}],&#10;&quot;url&quot;:&quot;', @path, '&quot;,&#10;&quot;dc:modified&quot;:&quot;', $date, '&quot;,&#10;&quot;tableSchema&quot;:{&quot;columns&quot;:[&#10;')"/>
    <xsl:choose>
      <xsl:when test="@path = 'index.csv'"><xsl:call-template name="index-columns"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="compare-columns"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;]}}&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="column">
    <xsl:param name="name"/>
    <xsl:param name="title"/>
    <xsl:param name="type" select="'string'"/>
    <xsl:param name="first" select="false()"/>
    <xsl:if test="not($first)">,&#10;</xsl:if>
    <xsl:value-of select="concat('{&quot;name&quot;:&quot;', $name, '&quot;,&quot;titles&quot;:{&quot;und&quot;:&quot;', $name, '&quot;},&quot;dc:description&quot;:&quot;', $title, '&quot;,&quot;datatype&quot;:&quot;', $type, '&quot;}')"/>
  </xsl:template>

  <xsl:template name="index-columns">
    <xsl:call-template name="column"><xsl:with-param name="name" select="'source'"/><xsl:with-param name="title" select="$s/s-field-source"/><xsl:with-param name="type" select="'anyURI'"/><xsl:with-param name="first" select="true()"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'id'"/><xsl:with-param name="title" select="$s/s-field-id"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'title'"/><xsl:with-param name="title" select="$s/s-col-title"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'place'"/><xsl:with-param name="title" select="$s/s-col-place"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'placeCode'"/><xsl:with-param name="title" select="$s/s-field-place-code"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'issuer'"/><xsl:with-param name="title" select="$s/s-col-issuer"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'period'"/><xsl:with-param name="title" select="$s/s-field-period"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'date'"/><xsl:with-param name="title" select="$s/s-field-date"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'genre'"/><xsl:with-param name="title" select="$s/s-col-genre"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'characters'"/><xsl:with-param name="title" select="$s/s-col-characters"/><xsl:with-param name="type" select="'integer'"/></xsl:call-template>
    <xsl:for-each select="$s/part">
      <xsl:call-template name="column"><xsl:with-param name="name" select="@name"/><xsl:with-param name="title" select="concat(., ' (', $s/s-items-unit, ')')"/><xsl:with-param name="type" select="'integer'"/></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'facts'"/><xsl:with-param name="title" select="$s/s-col-facts"/><xsl:with-param name="type" select="'integer'"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'findings'"/><xsl:with-param name="title" select="$s/s-col-findings"/><xsl:with-param name="type" select="'integer'"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'removed'"/><xsl:with-param name="title" select="$s/s-field-removed"/><xsl:with-param name="type" select="'integer'"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'version'"/><xsl:with-param name="title" select="$s/s-field-hash"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="compare-columns">
    <xsl:call-template name="column"><xsl:with-param name="name" select="'source'"/><xsl:with-param name="title" select="$s/s-field-source"/><xsl:with-param name="type" select="'anyURI'"/><xsl:with-param name="first" select="true()"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'title'"/><xsl:with-param name="title" select="$s/s-col-title"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'period'"/><xsl:with-param name="title" select="$s/s-field-period"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'kind'"/><xsl:with-param name="title" select="$s/s-field-kind"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'words'"/><xsl:with-param name="title" select="$s/s-field-words"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'bound'"/><xsl:with-param name="title" select="$s/s-field-bound"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'value'"/><xsl:with-param name="title" select="$s/s-field-value"/><xsl:with-param name="type" select="'decimal'"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'max'"/><xsl:with-param name="title" select="$s/s-field-max"/><xsl:with-param name="type" select="'decimal'"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'unit'"/><xsl:with-param name="title" select="$s/s-field-unit"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'per'"/><xsl:with-param name="title" select="$s/s-field-per"/></xsl:call-template>
    <xsl:call-template name="column"><xsl:with-param name="name" select="'sentence'"/><xsl:with-param name="title" select="$s/s-field-sentence"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
