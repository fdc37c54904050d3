<?xml version="1.0" encoding="UTF-8"?>
<!-- Why each unit has its label and each value its reading, as text for `huibao explain`.
     Parameters: id, the xml:id of a report, section, item or quantity, empty for everything;
     review, not empty to begin with the least certain items. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:h="urn:huibao:report:1" exclude-result-prefixes="h">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:param name="id" select="''"/>
  <xsl:param name="review" select="''"/>
  <xsl:variable name="newline" select="'&#10;'"/>

  <xsl:template match="/">
    <xsl:choose>
      <xsl:when test="$id = ''">
        <xsl:apply-templates select="h:reports/h:report"/>
        <xsl:apply-templates select="//h:removed"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="//h:report[@xml:id = $id]"/>
        <xsl:apply-templates select="//h:item[@xml:id = $id or @section = $id
                                              or .//h:quantity[@xml:id = $id]]"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="h:report">
    <xsl:value-of select="concat(@xml:id, ': a ', @genre, ', read by the family ', @family,
                                 $newline, $newline)"/>
    <xsl:choose>
      <xsl:when test="$review = ''">
        <xsl:apply-templates select=".//h:item"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select=".//h:item">
          <xsl:sort select="@confidence" data-type="number"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="h:item">
    <xsl:value-of select="concat(@xml:id, ': ', local-name(..))"/>
    <xsl:if test="@direction">
      <xsl:value-of select="concat('.', @direction)"/>
    </xsl:if>
    <xsl:value-of select="concat(', confidence ', @confidence, $newline)"/>
    <xsl:call-template name="line">
      <xsl:with-param name="name" select="'text'"/>
      <xsl:with-param name="value">
        <xsl:call-template name="shorten">
          <xsl:with-param name="text" select="normalize-space(.)"/>
        </xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="line">
      <xsl:with-param name="name" select="'section'"/>
      <xsl:with-param name="value"
                      select="normalize-space(ancestor::h:report//h:section
                              [@xml:id = current()/@section]/text()[1])"/>
    </xsl:call-template>
    <xsl:call-template name="line">
      <xsl:with-param name="name" select="'cues'"/>
      <xsl:with-param name="value" select="@evidence"/>
    </xsl:call-template>
    <xsl:if test="@runner-up">
      <xsl:call-template name="line">
        <xsl:with-param name="name" select="'runner-up'"/>
        <xsl:with-param name="value" select="concat(@runner-up, ', behind by ', @margin)"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:apply-templates select=".//h:quantity | .//h:date | .//h:place[@code] | .//h:removed"
                         mode="value"/>
    <xsl:value-of select="$newline"/>
  </xsl:template>

  <xsl:template match="h:quantity" mode="value">
    <xsl:if test="not(//h:quantity[@xml:id = $id]) or @xml:id = $id">
      <xsl:value-of select="concat('  ', @xml:id, ': ', normalize-space(.), ' = ', @value)"/>
      <xsl:if test="@max">
        <xsl:value-of select="concat(' to ', @max)"/>
      </xsl:if>
      <xsl:value-of select="concat(' ', @unit, ', ', @bound)"/>
      <xsl:if test="@of">
        <xsl:value-of select="concat(', of ', normalize-space(@of))"/>
      </xsl:if>
      <xsl:if test="@per">
        <xsl:value-of select="concat(', for each ', normalize-space(@per))"/>
      </xsl:if>
      <xsl:value-of select="$newline"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="h:date" mode="value">
    <xsl:value-of select="concat('  date: ', normalize-space(.), ' = ', @when, $newline)"/>
  </xsl:template>

  <xsl:template match="h:place" mode="value">
    <xsl:value-of select="concat('  place: ', normalize-space(.), ' = ', @code, $newline)"/>
  </xsl:template>

  <xsl:template match="h:removed" mode="value">
    <xsl:value-of select="concat('  removed as ', @kind, ' by the rule ', @rule, ': ',
                                 normalize-space(@text), $newline)"/>
  </xsl:template>

  <xsl:template match="h:removed[not(@text)]">
    <xsl:value-of select="concat('removed as ', @kind, ' by the rule ', @rule, $newline)"/>
    <xsl:call-template name="line">
      <xsl:with-param name="name" select="'text'"/>
      <xsl:with-param name="value">
        <xsl:call-template name="shorten">
          <xsl:with-param name="text" select="normalize-space(.)"/>
        </xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:value-of select="$newline"/>
  </xsl:template>
  <!-- Those inside a unit are told with it. -->
  <xsl:template match="h:removed[@text]"/>

  <xsl:template name="line">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:if test="string($value) != ''">
      <xsl:value-of select="concat('  ', $name, ': ', $value, $newline)"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="shorten">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="string-length($text) &gt; 60">
        <xsl:value-of select="concat(substring($text, 1, 60), '…')"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="$text"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
