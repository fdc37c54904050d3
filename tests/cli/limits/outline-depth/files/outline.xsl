<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:huibao:report:1">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:template match="/">
    <xsl:for-each select="//h:section">
      <xsl:value-of select="concat(count(ancestor::h:section) + 1, ' ', normalize-space(text()), '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
