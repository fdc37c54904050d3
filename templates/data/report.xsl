<?xml version="1.0" encoding="UTF-8"?>
<!-- The content of a document as data. What comes out is the W3C XML representation of JSON
     (https://www.w3.org/TR/xpath-functions-31/#json-to-xml-mapping); the program writes it as YAML
     or as JSON and does all quoting. Copy this file to give the data another shape.

     Scalars of a report are always there, null where the text does not say; lists of a report are
     always there, perhaps empty. Fields of an item are there only where there is something. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:report:1" xmlns:str="http://exslt.org/strings"
                xmlns="http://www.w3.org/2005/xpath-functions" exclude-result-prefixes="r str">
  <xsl:output method="xml" encoding="UTF-8"/>

  <xsl:variable name="ascii"> !"#$%&amp;'()*+,-./0123456789:;&lt;=&gt;?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~</xsl:variable>

  <xsl:template match="/r:reports">
    <map>
      <string key="version"><xsl:value-of select="@version"/></string>
      <string key="generator"><xsl:value-of select="@generator"/></string>
      <xsl:apply-templates select="r:source"/>
      <array key="reports"><xsl:apply-templates select="r:report"/></array>
      <array key="removed">
        <xsl:apply-templates select=".//r:removed"><xsl:sort select="@start" data-type="number"/></xsl:apply-templates>
      </array>
      <array key="diagnostics"><xsl:apply-templates select="r:diagnostic"/></array>
    </map>
  </xsl:template>

  <xsl:template match="r:source">
    <map key="source">
      <string key="name"><xsl:value-of select="@name"/></string>
      <string key="encoding"><xsl:value-of select="@encoding"/></string>
      <boolean key="bom"><xsl:value-of select="@bom"/></boolean>
      <number key="bytes"><xsl:value-of select="@bytes"/></number>
      <number key="characters"><xsl:value-of select="@characters"/></number>
      <xsl:call-template name="scalar">
        <xsl:with-param name="key" select="'sha256'"/><xsl:with-param name="value" select="string(@sha256)"/>
      </xsl:call-template>
      <xsl:if test="r:masked"><array key="masked"><xsl:apply-templates select="r:masked"/></array></xsl:if>
    </map>
  </xsl:template>

  <xsl:template match="r:masked">
    <map>
      <string key="kind"><xsl:value-of select="@kind"/></string>
      <xsl:call-template name="place"/>
    </map>
  </xsl:template>

  <!-- Reports -->

  <xsl:template match="r:report">
    <map>
      <string key="id"><xsl:value-of select="@xml:id"/></string>
      <xsl:apply-templates select="r:metadata"/>
      <string key="genre"><xsl:value-of select="@genre"/></string>
      <string key="family"><xsl:value-of select="@family"/></string>
      <xsl:if test="r:marks">
        <map key="titleFacts"><xsl:call-template name="facts"><xsl:with-param name="in" select="r:marks"/></xsl:call-template></map>
      </xsl:if>
      <array key="outline"><xsl:apply-templates select="r:outline/r:section"/></array>
      <array key="preamble"><xsl:apply-templates select="r:preamble/r:item"/></array>
      <map key="parts">
        <xsl:for-each select="r:organization | r:publicity | r:militarySupport | r:preferentialTreatment | r:plans">
          <array key="{local-name()}"><xsl:apply-templates select="r:item"/></array>
        </xsl:for-each>
      </map>
      <array key="closing"><xsl:apply-templates select="r:closing/r:item"/></array>
      <array key="signature">
        <xsl:for-each select="r:signature">
          <string><xsl:call-template name="plain"/></string>
        </xsl:for-each>
      </array>
    </map>
  </xsl:template>

  <xsl:template match="r:metadata">
    <xsl:variable name="title">
      <xsl:for-each select="r:title"><xsl:call-template name="joined"/></xsl:for-each>
    </xsl:variable>
    <xsl:call-template name="scalar">
      <xsl:with-param name="key" select="'title'"/><xsl:with-param name="value" select="string($title)"/>
    </xsl:call-template>
    <xsl:call-template name="scalar">
      <xsl:with-param name="key" select="'issuer'"/><xsl:with-param name="value" select="normalize-space(r:issuer)"/>
    </xsl:call-template>
    <xsl:choose>
      <xsl:when test="r:place">
        <map key="place">
          <string key="name"><xsl:value-of select="normalize-space(r:place)"/></string>
          <xsl:call-template name="scalar">
            <xsl:with-param name="key" select="'code'"/><xsl:with-param name="value" select="string(r:place/@code)"/>
          </xsl:call-template>
        </map>
      </xsl:when>
      <xsl:otherwise><null key="place"/></xsl:otherwise>
    </xsl:choose>
    <xsl:call-template name="scalar">
      <xsl:with-param name="key" select="'date'"/><xsl:with-param name="value" select="string(r:date/@when)"/>
    </xsl:call-template>
    <xsl:call-template name="scalar">
      <xsl:with-param name="key" select="'period'"/><xsl:with-param name="value" select="string(r:period/@when)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="r:section">
    <xsl:variable name="own"><xsl:copy-of select="node()[not(self::r:section)]"/></xsl:variable>
    <map>
      <string key="id"><xsl:value-of select="@xml:id"/></string>
      <number key="level"><xsl:value-of select="@level"/></number>
      <xsl:if test="@label"><string key="label"><xsl:value-of select="@label"/></string></xsl:if>
      <string key="text"><xsl:call-template name="lines"><xsl:with-param name="text" select="string($own)"/></xsl:call-template></string>
      <xsl:call-template name="place"/>
      <xsl:if test="r:section">
        <array key="sections"><xsl:apply-templates select="r:section"/></array>
      </xsl:if>
    </map>
  </xsl:template>

  <xsl:template match="r:item">
    <map>
      <string key="id"><xsl:value-of select="@xml:id"/></string>
      <xsl:if test="@key"><string key="key"><xsl:value-of select="@key"/></string></xsl:if>
      <xsl:if test="@direction"><string key="direction"><xsl:value-of select="@direction"/></string></xsl:if>
      <xsl:if test="@label"><string key="label"><xsl:value-of select="normalize-space(@label)"/></string></xsl:if>
      <xsl:if test="r:lead"><string key="lead"><xsl:for-each select="r:lead[1]"><xsl:call-template name="joined"/></xsl:for-each></string></xsl:if>
      <string key="text"><xsl:call-template name="lines"/></string>
      <xsl:if test="@section"><string key="section"><xsl:value-of select="@section"/></string></xsl:if>
      <xsl:call-template name="place"/>
      <number key="confidence"><xsl:value-of select="@confidence"/></number>
      <xsl:call-template name="facts"/>
    </map>
  </xsl:template>

  <!-- Facts -->

  <xsl:template name="facts">
    <xsl:param name="in" select="."/>
    <xsl:if test="$in//r:quantity"><array key="quantities"><xsl:apply-templates select="$in//r:quantity"/></array></xsl:if>
    <xsl:if test="$in//r:date"><array key="dates"><xsl:apply-templates select="$in//r:date"/></array></xsl:if>
    <xsl:if test="$in//r:place"><array key="places"><xsl:apply-templates select="$in//r:place"/></array></xsl:if>
    <xsl:if test="$in//r:organizationName"><array key="organizations"><xsl:apply-templates select="$in//r:organizationName"/></array></xsl:if>
    <xsl:if test="$in//r:law"><array key="laws"><xsl:apply-templates select="$in//r:law"/></array></xsl:if>
    <xsl:if test="$in//r:documentNumber"><array key="documentNumbers"><xsl:apply-templates select="$in//r:documentNumber"/></array></xsl:if>
  </xsl:template>

  <xsl:template match="r:quantity">
    <map>
      <string key="id"><xsl:value-of select="@xml:id"/></string>
      <xsl:if test="@key"><string key="key"><xsl:value-of select="@key"/></string></xsl:if>
      <xsl:call-template name="words"/>
      <number key="value"><xsl:value-of select="@value"/></number>
      <xsl:if test="@max"><number key="max"><xsl:value-of select="@max"/></number></xsl:if>
      <string key="unit"><xsl:value-of select="@unit"/></string>
      <string key="bound"><xsl:value-of select="@bound"/></string>
      <xsl:for-each select="@of"><string key="of"><xsl:call-template name="joined"/></string></xsl:for-each>
      <xsl:for-each select="@per"><string key="per"><xsl:call-template name="joined"/></string></xsl:for-each>
      <xsl:call-template name="place"/>
    </map>
  </xsl:template>

  <xsl:template match="r:date">
    <map>
      <xsl:if test="@key"><string key="key"><xsl:value-of select="@key"/></string></xsl:if>
      <xsl:call-template name="words"/>
      <string key="when"><xsl:value-of select="@when"/></string>
      <xsl:call-template name="place"/>
    </map>
  </xsl:template>

  <xsl:template match="r:place">
    <map>
      <xsl:call-template name="words"/>
      <xsl:if test="@code"><string key="code"><xsl:value-of select="@code"/></string></xsl:if>
      <xsl:call-template name="place"/>
    </map>
  </xsl:template>

  <xsl:template match="r:organizationName | r:law | r:documentNumber">
    <map>
      <xsl:call-template name="words"/>
      <xsl:call-template name="place"/>
    </map>
  </xsl:template>

  <!-- Outside the reports -->

  <xsl:template match="r:removed">
    <map>
      <string key="kind"><xsl:value-of select="@kind"/></string>
      <xsl:if test="@rule"><string key="rule"><xsl:value-of select="@rule"/></string></xsl:if>
      <string key="text">
        <xsl:call-template name="plain"><xsl:with-param name="text" select="concat(@text, .)"/></xsl:call-template>
      </string>
      <xsl:call-template name="place"/>
    </map>
  </xsl:template>

  <xsl:template match="r:diagnostic">
    <map>
      <string key="code"><xsl:value-of select="@code"/></string>
      <string key="severity"><xsl:value-of select="@severity"/></string>
      <string key="message"><xsl:value-of select="@message"/></string>
      <xsl:if test="string(.)"><xsl:call-template name="words"/></xsl:if>
      <xsl:if test="@suggestion"><string key="suggestion"><xsl:value-of select="@suggestion"/></string></xsl:if>
      <xsl:call-template name="place"/>
    </map>
  </xsl:template>

  <!-- Helpers -->

  <xsl:template name="place">
    <number key="start"><xsl:value-of select="@start"/></number>
    <number key="end"><xsl:value-of select="@end"/></number>
  </xsl:template>

  <xsl:template name="words">
    <string key="text"><xsl:call-template name="joined"/></string>
  </xsl:template>

  <xsl:template name="scalar">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:choose>
      <xsl:when test="$value = ''"><null key="{$key}"/></xsl:when>
      <xsl:otherwise><string key="{$key}"><xsl:value-of select="$value"/></string></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- White space trimmed, each run of it one space. -->
  <xsl:template name="plain">
    <xsl:param name="text" select="string(.)"/>
    <xsl:value-of select="normalize-space(translate($text, '&#x3000;&#xA0;', '  '))"/>
  </xsl:template>

  <!-- Running text: a line end between Chinese characters is no space. Short text: -->
  <xsl:template name="joined">
    <xsl:choose>
      <xsl:when test="not(contains(., '&#10;') or contains(., '&#13;') or contains(., '&#x3000;') or contains(., '&#xA0;'))"><xsl:value-of select="normalize-space()"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="lines"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Long text. translate() is slow, and most texts end where their line does. -->
  <xsl:template name="lines">
    <xsl:param name="text" select="string()"/>
    <xsl:choose>
      <xsl:when test="not(contains($text, '&#x3000;') or contains($text, '&#xA0;') or normalize-space(substring-after($text, '&#10;')) or contains($text, '&#13;'))">
        <xsl:value-of select="normalize-space($text)"/>
      </xsl:when>
      <xsl:when test="translate($text, '&#10;&#13;', '') = $text">
        <xsl:value-of select="normalize-space(translate($text, '&#x3000;&#xA0;', '  '))"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="str:tokenize($text, '&#10;&#13;')">
          <xsl:variable name="line" select="normalize-space(translate(., '&#x3000;&#xA0;', '  '))"/>
          <xsl:variable name="before" select="normalize-space(translate(preceding-sibling::*[normalize-space(translate(., '&#x3000;&#xA0;', '  '))][1], '&#x3000;&#xA0;', '  '))"/>
          <xsl:if test="$before != '' and $line != '' and (contains($ascii, substring($before, string-length($before))) or contains($ascii, substring($line, 1, 1)))">
            <xsl:text> </xsl:text>
          </xsl:if>
          <xsl:value-of select="$line"/>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
