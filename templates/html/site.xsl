<?xml version="1.0" encoding="UTF-8"?>
<!-- What the pages about all reports share: the frame of a page, names, addresses.

     The tree is in the namespace urn:huibao:record:1; docs/site.md describes it. Parameters: lang,
     version, date, formats, and the site-… names of the project file. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:record:1" xmlns:str="http://exslt.org/strings"
                exclude-result-prefixes="r str">

  <xsl:include href="tags.xsl"/>

  <xsl:param name="lang"/>
  <xsl:param name="version"/>
  <xsl:param name="date"/>
  <xsl:param name="formats"/>
  <xsl:param name="site-url"/>

  <xsl:variable name="zh" select="document('strings.zh.xml')/strings"/>
  <xsl:variable name="en" select="document('strings.en.xml')/strings"/>
  <xsl:variable name="s" select="$zh[$lang != 'en'] | $en[$lang = 'en']"/>

  <!-- The five parts of a report, in their order. -->
  <xsl:variable name="parts" select="$s/part[@name != 'preamble' and @name != 'closing']"/>

  <xsl:variable name="name">
    <xsl:choose>
      <xsl:when test="$site-name != ''"><xsl:value-of select="$site-name"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$s/s-site-title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- ==== The frame: what stands in it is the mode "body" of the tree's root element ==== -->

  <xsl:template name="page">
    <xsl:param name="current"/>
    <xsl:param name="title"/>
    <html lang="{$s/@html}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="generator" content="huibao {$version}"/>
        <xsl:call-template name="site-tags"><xsl:with-param name="name" select="$name"/></xsl:call-template>
        <title>
          <xsl:value-of select="$title"/>
          <xsl:if test="@pages &gt; 1"> · <xsl:value-of select="@page"/>/<xsl:value-of select="@pages"/></xsl:if>
          <xsl:if test="$title != $name"> — <xsl:value-of select="$name"/></xsl:if>
        </title>
        <link rel="stylesheet" href="site.css"/>
        <link rel="alternate" type="application/atom+xml" title="{$s/s-nav-feed}" href="feed.xml"/>
        <script src="site.js" defer="defer"><xsl:text> </xsl:text></script>
      </head>
      <body class="{$current}">
        <a class="skip" href="#content"><xsl:value-of select="$s/skip"/></a>
        <header class="site">
          <p class="name"><a href="index.html"><bdi><xsl:value-of select="$name"/></bdi></a></p>
          <nav aria-label="{$s/s-nav-label}">
            <ul>
              <xsl:call-template name="nav"><xsl:with-param name="to" select="'index'"/><xsl:with-param name="is" select="$current"/></xsl:call-template>
              <xsl:call-template name="nav"><xsl:with-param name="to" select="'compare'"/><xsl:with-param name="is" select="$current"/></xsl:call-template>
              <xsl:call-template name="nav"><xsl:with-param name="to" select="'quality'"/><xsl:with-param name="is" select="$current"/></xsl:call-template>
              <xsl:call-template name="nav"><xsl:with-param name="to" select="'changes'"/><xsl:with-param name="is" select="$current"/></xsl:call-template>
            </ul>
          </nav>
          <button type="button" class="theme" id="theme" hidden="hidden"><xsl:value-of select="$s/s-theme-toggle"/></button>
        </header>
        <main id="content">
          <h1><xsl:value-of select="$title"/></h1>
          <xsl:apply-templates select="." mode="body"/>
        </main>
        <footer class="site">
          <p>
            <xsl:value-of select="$s/s-site-date"/><time datetime="{$date}"><xsl:value-of select="$date"/></time>
            <xsl:text> · </xsl:text><a href="feed.xml"><xsl:value-of select="$s/s-nav-feed"/></a>
            <xsl:text> · </xsl:text><xsl:value-of select="$s/s-site-made"/><xsl:value-of select="$version"/>
          </p>
        </footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="nav">
    <xsl:param name="to"/>
    <xsl:param name="is"/>
    <li>
      <a href="{$to}.html">
        <xsl:if test="$to = $is"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
        <xsl:value-of select="$s/*[local-name() = concat('s-nav-', $to)]"/>
      </a>
    </li>
  </xsl:template>

  <!-- Links to all pages of a list, for readers without scripts too. -->
  <xsl:template name="pager">
    <xsl:param name="file"/>
    <xsl:param name="at" select="1"/>
    <xsl:if test="@pages &gt; 1">
      <nav class="pager" aria-label="{$s/s-pager}">
        <ul>
          <xsl:call-template name="pager-link"><xsl:with-param name="file" select="$file"/><xsl:with-param name="to" select="1"/></xsl:call-template>
          <xsl:call-template name="pager-links">
            <xsl:with-param name="file" select="$file"/>
            <xsl:with-param name="to" select="(@page &gt; 5) * (@page - 5) + 2 - (@page &gt; 5)"/>
          </xsl:call-template>
          <xsl:call-template name="pager-link"><xsl:with-param name="file" select="$file"/><xsl:with-param name="to" select="@pages"/></xsl:call-template>
        </ul>
      </nav>
    </xsl:if>
  </xsl:template>

  <xsl:template name="pager-links">
    <xsl:param name="file"/>
    <xsl:param name="to"/>
    <xsl:if test="$to &lt; @pages and $to &lt; @page + 6">
      <xsl:if test="$to &gt; 1">
        <xsl:call-template name="pager-link"><xsl:with-param name="file" select="$file"/><xsl:with-param name="to" select="$to"/></xsl:call-template>
      </xsl:if>
      <xsl:call-template name="pager-links"><xsl:with-param name="file" select="$file"/><xsl:with-param name="to" select="$to + 1"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="pager-link">
    <xsl:param name="file"/>
    <xsl:param name="to"/>
    <li>
      <a href="{$file}.html">
        <xsl:if test="$to &gt; 1"><xsl:attribute name="href"><xsl:value-of select="concat($file, '-', $to, '.html')"/></xsl:attribute></xsl:if>
        <xsl:if test="$to = @page"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
        <span class="hidden"><xsl:value-of select="substring-before($s/s-pager-page, '{n}')"/></span>
        <xsl:value-of select="$to"/>
        <span class="hidden"><xsl:value-of select="substring-after($s/s-pager-page, '{n}')"/></span>
      </a>
    </li>
  </xsl:template>

  <!-- ==== Words ==== -->

  <!-- A sentence with numbers in it. -->
  <xsl:template name="say">
    <xsl:param name="text"/>
    <xsl:param name="n"/>
    <xsl:param name="m"/>
    <xsl:choose>
      <xsl:when test="contains($text, '{n}')">
        <xsl:value-of select="concat(substring-before($text, '{n}'), format-number($n, '#,##0'))"/>
        <xsl:call-template name="say"><xsl:with-param name="text" select="substring-after($text, '{n}')"/><xsl:with-param name="m" select="$m"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="contains($text, '{m}')">
        <xsl:value-of select="concat(substring-before($text, '{m}'), format-number($m, '#,##0'), substring-after($text, '{m}'))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="genre">
    <xsl:variable name="known" select="$s/genre[@name = current()/@genre]"/>
    <xsl:choose>
      <xsl:when test="$known"><xsl:value-of select="$known"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@genre"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What a list CODE=WORDS|… says of a code. -->
  <xsl:template name="listed">
    <xsl:param name="list"/>
    <xsl:param name="code"/>
    <xsl:value-of select="substring-before(substring-after(concat('|', $list, '|'), concat('|', $code, '=')), '|')"/>
  </xsl:template>

  <!-- The title of a row. -->
  <xsl:template name="row-title">
    <xsl:choose>
      <xsl:when test="normalize-space(r:title) != ''"><xsl:value-of select="normalize-space(r:title)"/></xsl:when>
      <xsl:when test="@id = ''"><xsl:value-of select="@name"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$s/no-title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The period of a row, or when it was written. -->
  <xsl:template name="period">
    <xsl:value-of select="(r:period/@when | r:date[not(../r:period)]/@when)[1]"/>
  </xsl:template>

  <!-- ==== Addresses ==== -->

  <!-- The stem as part of an address: each name in it escaped. -->
  <xsl:template name="address">
    <xsl:for-each select="str:tokenize(@stem, '/')">
      <xsl:if test="position() &gt; 1">/</xsl:if>
      <xsl:value-of select="str:encode-uri(., true())"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="row-link">
    <xsl:call-template name="address"/>
    <xsl:text>.html</xsl:text>
    <xsl:if test="@id != '' and @id != 'r1'">#<xsl:value-of select="@id"/></xsl:if>
  </xsl:template>

  <xsl:template name="total">
    <xsl:param name="label"/>
    <xsl:param name="n"/>
    <div><dt><xsl:value-of select="$label"/></dt><dd><xsl:value-of select="format-number($n, '#,##0')"/></dd></div>
  </xsl:template>
</xsl:stylesheet>
