<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:huibao:report:1">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:template match="/">
    <xsl:for-each select="//h:report">
      <xsl:value-of select="concat(normalize-space(h:metadata/h:title), '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
