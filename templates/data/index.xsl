<?xml version="1.0" encoding="UTF-8"?>
<!-- The index of many documents as data; see report.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:report:1" xmlns="http://www.w3.org/2005/xpath-functions"
                exclude-result-prefixes="r">
  <xsl:output method="xml" encoding="UTF-8"/>

  <xsl:template match="/r:collection">
    <map>
      <string key="version"><xsl:value-of select="@version"/></string>
      <string key="generator"><xsl:value-of select="@generator"/></string>
      <array key="sources"><xsl:apply-templates select="r:entry"/></array>
    </map>
  </xsl:template>

  <xsl:template match="r:entry">
    <map>
      <string key="stem"><xsl:value-of select="@stem"/></string>
      <string key="name"><xsl:value-of select="@name"/></string>
      <string key="encoding"><xsl:value-of select="@encoding"/></string>
      <xsl:for-each select="@characters | @removedCharacters | @notes | @warnings | @errors">
        <number key="{name()}"><xsl:value-of select="."/></number>
      </xsl:for-each>
      <array key="reports"><xsl:apply-templates select="r:listed"/></array>
    </map>
  </xsl:template>

  <xsl:template match="r:listed">
    <map>
      <string key="id"><xsl:value-of select="@id"/></string>
      <xsl:call-template name="scalar"><xsl:with-param name="key" select="'title'"/><xsl:with-param name="value" select="r:title"/></xsl:call-template>
      <xsl:call-template name="scalar"><xsl:with-param name="key" select="'issuer'"/><xsl:with-param name="value" select="r:issuer"/></xsl:call-template>
      <xsl:choose>
        <xsl:when test="r:place">
          <map key="place">
            <string key="name"><xsl:value-of select="r:place"/></string>
            <xsl:call-template name="scalar"><xsl:with-param name="key" select="'code'"/><xsl:with-param name="value" select="r:place/@code"/></xsl:call-template>
          </map>
        </xsl:when>
        <xsl:otherwise><null key="place"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="scalar"><xsl:with-param name="key" select="'date'"/><xsl:with-param name="value" select="r:date/@when"/></xsl:call-template>
      <xsl:call-template name="scalar"><xsl:with-param name="key" select="'period'"/><xsl:with-param name="value" select="r:period/@when"/></xsl:call-template>
      <string key="genre"><xsl:value-of select="@genre"/></string>
      <string key="family"><xsl:value-of select="@family"/></string>
      <map key="parts">
        <xsl:for-each select="r:part">
          <map key="{@name}">
            <number key="items"><xsl:value-of select="@items"/></number>
            <number key="quantities"><xsl:value-of select="@quantities"/></number>
            <number key="dates"><xsl:value-of select="@dates"/></number>
          </map>
        </xsl:for-each>
      </map>
    </map>
  </xsl:template>

  <xsl:template name="scalar">
    <xsl:param name="key"/>
    <xsl:param name="value"/>
    <xsl:choose>
      <xsl:when test="string($value) = ''"><null key="{$key}"/></xsl:when>
      <xsl:otherwise><string key="{$key}"><xsl:value-of select="$value"/></string></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
