<?xml version="1.0" encoding="UTF-8"?>
<!-- The tags by which sites of Chinese government offices name themselves and their column: what the
     project file says of the site. Every page has them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:param name="site-name"/>
  <xsl:param name="site-domain"/>
  <xsl:param name="site-id-code"/>
  <xsl:param name="column-name"/>
  <xsl:param name="column-description"/>
  <xsl:param name="column-keywords"/>
  <xsl:param name="column-type"/>

  <xsl:template name="site-tags">
    <xsl:param name="name" select="$site-name"/>
    <xsl:if test="$name != ''"><meta name="SiteName" content="{$name}"/></xsl:if>
    <xsl:if test="$site-domain != ''"><meta name="SiteDomain" content="{$site-domain}"/></xsl:if>
    <xsl:if test="$site-id-code != ''"><meta name="SiteIDCode" content="{$site-id-code}"/></xsl:if>
    <xsl:if test="$column-name != ''"><meta name="ColumnName" content="{$column-name}"/></xsl:if>
    <xsl:if test="$column-description != ''"><meta name="ColumnDescription" content="{$column-description}"/></xsl:if>
    <xsl:if test="$column-keywords != ''"><meta name="ColumnKeywords" content="{$column-keywords}"/></xsl:if>
    <xsl:if test="$column-type != ''"><meta name="ColumnType" content="{$column-type}"/></xsl:if>
  </xsl:template>
</xsl:stylesheet>
