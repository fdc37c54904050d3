<?xml version="1.0" encoding="UTF-8"?>
<!-- One page for one source: its reports to read, their figures in a table, and the whole source.

     Parameters: `root` leads from the page up to the folder of the pages ("", "../" …), `stem` is
     the path of the page below it without suffix, `formats` the other formats of the same stem that
     stand beside the page, `hash` the name of this version, `lang` the language of the interface,
     `version` that of the program; `site-name` and the like describe the site. A page that stands
     alone is given its style and its script: `style`, `script`, and for its security policy
     `style-hash`, `script-hash`.

     Every value stands twice: in the text (id r1.q17) and in the source (id its key), and each
     leads to the other. src/page writes the same bytes without this template, for speed: what is
     changed here is changed there, and tests/golden/page.py compares. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:report:1" xmlns:exsl="http://exslt.org/common"
                xmlns:str="http://exslt.org/strings" exclude-result-prefixes="r exsl str">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

  <xsl:include href="tags.xsl"/>

  <xsl:param name="root"/>
  <xsl:param name="stem"/>
  <xsl:param name="hash"/>
  <xsl:param name="version"/>
  <xsl:param name="formats"/>
  <xsl:param name="lang" select="'zh'"/>
  <xsl:param name="style"/>
  <xsl:param name="style-hash"/>
  <xsl:param name="script"/>
  <xsl:param name="script-hash"/>

  <xsl:variable name="s" select="(document('strings.zh.xml') | document('strings.en.xml'))/strings[@lang = $lang]"/>
  <xsl:variable name="foreign" select="$lang != 'zh'"/>
  <xsl:variable name="several" select="count(/r:reports/r:report) &gt; 1"/>
  <xsl:variable name="part-heading" select="concat('h', 2 + $several)"/>
  <xsl:variable name="section-heading" select="concat('h', 3 + $several)"/>
  <xsl:variable name="diagnostics" select="/r:reports/r:diagnostic"/>
  <xsl:variable name="ascii"> !"#$%&amp;'()*+,-./0123456789:;&lt;=&gt;?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~</xsl:variable>
  <xsl:variable name="t-confidence" select="string($s/confidence)"/>
  <xsl:variable name="t-runner-up" select="string($s/runner-up)"/>
  <xsl:variable name="t-margin" select="string($s/margin)"/>
  <xsl:variable name="t-evidence" select="string($s/evidence)"/>
  <xsl:variable name="t-in-source" select="string($s/in-source)"/>
  <xsl:variable name="t-finding" select="string($s/findings)"/>
  <!-- CODE=WORDS|…: found by one function, not by a look at each element. -->
  <xsl:variable name="labels"><xsl:text>|</xsl:text><xsl:for-each select="$s/label"><xsl:value-of select="concat(@name, '=', ., '|')"/></xsl:for-each></xsl:variable>
  <xsl:variable name="t-labels" select="string($labels)"/>
  <xsl:variable name="part-names" select="$s/part"/>

  <!-- The last name of the stem, escaped for addresses: what stands beside the page begins so. -->
  <xsl:variable name="address" select="str:encode-uri(str:tokenize($stem, '/')[last()], true())"/>
  <xsl:variable name="beside" select="str:tokenize($formats, ' ')[$stem != '']"/>

  <xsl:variable name="title">
    <xsl:choose>
      <xsl:when test="count(/r:reports/r:report) = 1"><xsl:apply-templates select="/r:reports/r:report" mode="title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="/r:reports/r:source/@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <!-- Page -->

  <xsl:template match="/r:reports">
    <html lang="{$s/@html}">
      <head>
        <xsl:call-template name="head"/>
      </head>
      <body>
        <a class="skip" href="#content"><xsl:value-of select="$s/skip"/></a>
        <header class="bar">
          <nav aria-label="{$s/page}">
            <xsl:if test="$stem != ''"><a class="home" href="{$root}index.html"><xsl:value-of select="$s/home"/></a></xsl:if>
            <xsl:if test="$site-name != ''"><span class="site"><xsl:value-of select="$site-name"/></span></xsl:if>
            <button type="button" class="theme scripted"><xsl:value-of select="$s/theme"/></button>
          </nav>
        </header>
        <div class="page">
          <xsl:call-template name="contents"/>
          <main id="content">
            <p class="running" aria-hidden="true"><xsl:value-of select="$title"/></p>
            <xsl:if test="$several or not(r:report)">
              <header class="several">
                <h1><xsl:value-of select="$title"/></h1>
                <p>
                  <xsl:choose>
                    <xsl:when test="r:report"><xsl:value-of select="concat($s/several-before, count(r:report), $s/several-behind)"/></xsl:when>
                    <xsl:otherwise><xsl:value-of select="$s/none-found"/></xsl:otherwise>
                  </xsl:choose>
                </p>
              </header>
            </xsl:if>
            <xsl:apply-templates select="r:report"/>
            <xsl:call-template name="source"/>
            <xsl:call-template name="findings"/>
            <xsl:apply-templates select="r:source"/>
          </main>
        </div>
        <footer class="foot"><p><xsl:value-of select="concat($s/made-by, $version)"/></p></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="head">
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <xsl:choose>
      <xsl:when test="$style != ''">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{$style-hash}'; script-src 'sha256-{$script-hash}'; base-uri 'none'; form-action 'none'"/>
      </xsl:when>
      <xsl:otherwise>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"/>
      </xsl:otherwise>
    </xsl:choose>
    <meta name="color-scheme" content="light dark"/>
    <meta name="generator" content="{@generator}"/>
    <xsl:call-template name="tags"/>
    <title><xsl:value-of select="$title"/><xsl:if test="$site-name != ''"> - <xsl:value-of select="$site-name"/></xsl:if></title>
    <xsl:for-each select="$beside">
      <link rel="alternate" href="{$address}.{.}"><xsl:attribute name="type"><xsl:choose><xsl:when test=". = 'csv'">text</xsl:when><xsl:otherwise>application</xsl:otherwise></xsl:choose>/<xsl:value-of select="."/></xsl:attribute></link>
    </xsl:for-each>
    <xsl:choose>
      <xsl:when test="$style != ''">
        <style><xsl:value-of select="$style"/></style>
        <script><xsl:value-of select="$script"/></script>
      </xsl:when>
      <xsl:otherwise>
        <link rel="stylesheet" href="{$root}report.css"/>
        <script src="{$root}report.js"></script>
      </xsl:otherwise>
    </xsl:choose>
    <script type="application/ld+json">
      <xsl:choose>
        <xsl:when test="count(r:report) = 1"><xsl:apply-templates select="r:report" mode="linked"/></xsl:when>
        <xsl:otherwise>{"@context":"https://schema.org","@graph":[<xsl:for-each select="r:report"><xsl:if test="position() &gt; 1">,</xsl:if><xsl:apply-templates select="." mode="linked"/></xsl:for-each>]}</xsl:otherwise>
      </xsl:choose>
    </script>
  </xsl:template>

  <!-- The tags that sites of Chinese government offices carry. -->
  <xsl:template name="tags">
    <xsl:call-template name="site-tags"/>
    <meta name="ArticleTitle" content="{$title}"/>
    <meta name="PubDate" content="{r:report[1]/r:metadata/r:date/@when}"/>
    <meta name="ContentSource" content="{normalize-space(r:report[1]/r:metadata/r:issuer)}"/>
  </xsl:template>

  <!-- Linked data: schema.org, as JSON -->

  <xsl:template match="r:report" mode="linked">
    <xsl:variable name="m" select="r:metadata"/>
    <xsl:variable name="name"><xsl:apply-templates select="." mode="title"/></xsl:variable>
    <xsl:text>{</xsl:text>
    <xsl:if test="not($several)">"@context":"https://schema.org",</xsl:if>
    <xsl:text>"@type":"Report","inLanguage":"zh-Hans-CN","name":</xsl:text>
    <xsl:call-template name="json"><xsl:with-param name="text" select="string($name)"/></xsl:call-template>
    <xsl:if test="$hash != ''">,"version":"<xsl:value-of select="$hash"/>"</xsl:if>
    <xsl:if test="$m/r:date">,"dateCreated":"<xsl:value-of select="$m/r:date/@when"/>"</xsl:if>
    <xsl:if test="$m/r:period">,"temporalCoverage":"<xsl:value-of select="$m/r:period/@when"/>"</xsl:if>
    <xsl:if test="$m/r:issuer">
      <xsl:text>,"author":{"@type":"Organization","name":</xsl:text>
      <xsl:call-template name="json"><xsl:with-param name="text" select="normalize-space($m/r:issuer)"/></xsl:call-template>
      <xsl:text>}</xsl:text>
    </xsl:if>
    <xsl:if test="$m/r:place">
      <xsl:text>,"spatialCoverage":{"@type":"Place","name":</xsl:text>
      <xsl:call-template name="json"><xsl:with-param name="text" select="normalize-space($m/r:place)"/></xsl:call-template>
      <xsl:if test="$m/r:place/@code">,"identifier":"<xsl:value-of select="$m/r:place/@code"/>"</xsl:if>
      <xsl:text>}</xsl:text>
    </xsl:if>
    <xsl:if test="$beside">
      <xsl:text>,"encoding":[</xsl:text>
      <xsl:for-each select="$beside">
        <xsl:if test="position() &gt; 1">,</xsl:if>
        <xsl:text>{"@type":"MediaObject","encodingFormat":"</xsl:text><xsl:choose><xsl:when test=". = 'csv'">text/</xsl:when><xsl:otherwise>application/</xsl:otherwise></xsl:choose><xsl:value-of select="."/>
        <xsl:text>","contentUrl":"</xsl:text><xsl:value-of select="concat($address, '.', .)"/>
        <xsl:text>"}</xsl:text>
      </xsl:for-each>
      <xsl:text>]</xsl:text>
    </xsl:if>
    <xsl:text>}</xsl:text>
  </xsl:template>

  <!-- A JSON string that cannot end the element it stands in. White space is normal already. -->
  <xsl:template name="json">
    <xsl:param name="text"/>
    <xsl:text>"</xsl:text>
    <xsl:choose>
      <xsl:when test="contains($text, '\') or contains($text, '&quot;') or contains($text, '&lt;') or contains($text, '&gt;') or contains($text, '&amp;')">
        <xsl:value-of select="str:replace(str:replace(str:replace(str:replace(str:replace($text, '\', '\\'), '&quot;', '\&quot;'), '&lt;', '\u003c'), '&gt;', '\u003e'), '&amp;', '\u0026')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>"</xsl:text>
  </xsl:template>

  <!-- Contents of the page: views, parts, and the headings the author set -->

  <xsl:template name="contents">
    <nav class="outline" aria-label="{$s/contents}">
      <xsl:for-each select="r:report">
        <xsl:if test="$several"><p class="small"><a href="#{@xml:id}"><xsl:apply-templates select="." mode="title"/></a></p></xsl:if>
        <ol class="parts">
          <xsl:for-each select="r:preamble | r:organization | r:publicity | r:militarySupport | r:preferentialTreatment | r:plans | r:closing">
            <li>
              <a href="#{../@xml:id}-{local-name()}"><xsl:call-template name="part-name"/></a>
              <span class="count"><xsl:value-of select="count(r:item)"/></span>
            </li>
          </xsl:for-each>
          <li><a class="view" href="#{@xml:id}-facts"><xsl:value-of select="$s/facts"/></a></li>
        </ol>
      </xsl:for-each>
      <ol class="parts">
        <li><a class="view" href="#source"><xsl:value-of select="$s/source"/></a></li>
        <li><a class="view" href="#findings"><xsl:value-of select="$s/findings"/></a><span class="count"><xsl:value-of select="count($diagnostics)"/></span></li>
        <li><a class="view" href="#about"><xsl:value-of select="$s/about"/></a></li>
      </ol>
    </nav>
  </xsl:template>

  <xsl:template name="part-name">
    <xsl:variable name="name" select="local-name()"/>
    <xsl:value-of select="$part-names[@name = $name]"/>
  </xsl:template>

  <xsl:template match="r:report" mode="title">
    <xsl:choose>
      <xsl:when test="r:metadata/r:title"><xsl:for-each select="r:metadata/r:title"><xsl:call-template name="joined"/></xsl:for-each></xsl:when>
      <xsl:otherwise><xsl:value-of select="$s/no-title"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Report -->

  <xsl:template match="r:report">
    <xsl:variable name="id" select="@xml:id"/>
    <xsl:variable name="genre" select="@genre"/>
    <article class="report" id="{$id}" aria-labelledby="{$id}-title">
      <header class="head">
        <p class="genre"><xsl:value-of select="$s/genre[@name = $genre]"/></p>
        <xsl:element name="h{1 + $several}">
          <xsl:attribute name="id"><xsl:value-of select="$id"/>-title</xsl:attribute>
          <xsl:call-template name="foreign"/>
          <xsl:apply-templates select="." mode="title"/>
        </xsl:element>
        <xsl:call-template name="particulars"/>
      </header>
      <div class="reading">
        <div class="tools">
          <p class="note"><xsl:value-of select="$s/reading-note"/></p>
          <button type="button" class="order scripted" aria-pressed="false" data-parts="{$s/order-parts}"><xsl:value-of select="$s/order-source"/></button>
        </div>
        <xsl:apply-templates select="r:preamble | r:organization | r:publicity | r:militarySupport | r:preferentialTreatment | r:plans | r:closing"/>
        <xsl:if test="r:signature">
          <footer class="signature">
            <xsl:call-template name="foreign"/>
            <xsl:for-each select="r:signature"><xsl:call-template name="signature"/></xsl:for-each>
          </footer>
        </xsl:if>
      </div>
      <xsl:call-template name="facts"/>
    </article>
  </xsl:template>

  <!-- Words of the source on a page in another language. -->
  <xsl:template name="foreign">
    <xsl:if test="$foreign"><xsl:attribute name="lang">zh-Hans-CN</xsl:attribute></xsl:if>
  </xsl:template>

  <!-- The head of a government page, which was removed from in front of the report, and the labels
       that may stand in one line of it. -->
  <xsl:variable name="head">
    <xsl:for-each select="/r:reports/r:removed[@kind = 'boilerplate'][@start &lt; 2000]">
      <xsl:variable name="plain" select="translate(., '：&#9;&#13;&#xA0;&#x3000;', ':    ')"/>
      <xsl:if test="contains($plain, '索引号:') or contains($plain, '索 引 号:') or contains($plain, '发布日期:') or contains($plain, '主题分类:') or contains($plain, '发文字号:')"><xsl:value-of select="concat($plain, '&#10;')"/></xsl:if>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="head-labels" select="str:tokenize('索 引 号:|主 题 词:|索引号:|主题分类:|主题词:|主题:|分类:|标题:|名称:|文号:|发文字号:|发文机关:|发布机构:|发布机关:|来源:|成文日期:|生成日期:|发布日期:|发文日期:|公开日期:|公开方式:|公开形式:|公开范围:|公开时限:|有效性:|时效性:|有效期:|体裁:|信息来源:|浏览次数:|字体:|字号:|点击数:', '|')"/>

  <!-- What stands behind a label of that head, up to the next label or the end of the line. A label
       may be written in another way; both at once are not expected. -->
  <xsl:template name="field">
    <xsl:param name="label"/>
    <xsl:param name="other"/>
    <xsl:choose>
      <xsl:when test="preceding-sibling::r:report"/>
      <xsl:when test="contains($head, $label)"><xsl:call-template name="field-text"><xsl:with-param name="label" select="$label"/></xsl:call-template></xsl:when>
      <xsl:when test="$other and contains($head, $other)"><xsl:call-template name="field-text"><xsl:with-param name="label" select="$other"/></xsl:call-template></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="field-text">
    <xsl:param name="label"/>
    <xsl:variable name="line" select="substring-before(concat(substring-after($head, $label), '&#10;'), '&#10;')"/>
    <xsl:variable name="ends">
      <xsl:for-each select="$head-labels[contains($line, .)]">
        <xsl:sort select="string-length(substring-before($line, .))" data-type="number"/>
        <xsl:if test="position() = 1"><xsl:value-of select="string-length(substring-before($line, .))"/></xsl:if>
      </xsl:for-each>
    </xsl:variable>
    <xsl:call-template name="foreign"/>
    <xsl:choose>
      <xsl:when test="$ends != ''"><xsl:value-of select="normalize-space(substring($line, 1, $ends))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space($line)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The eight fields at the head of a Chinese government page, each there though it be empty, and
       what reports have besides. -->
  <xsl:template name="particulars">
    <xsl:variable name="m" select="r:metadata"/>
    <dl class="particulars" aria-label="{$s/official}">
      <div><dt><xsl:value-of select="$s/index-number"/></dt><dd><xsl:call-template name="field"><xsl:with-param name="label">索引号:</xsl:with-param><xsl:with-param name="other">索 引 号:</xsl:with-param></xsl:call-template></dd></div>
      <div><dt><xsl:value-of select="$s/subject-class"/></dt><dd><xsl:call-template name="field"><xsl:with-param name="label">主题分类:</xsl:with-param></xsl:call-template></dd></div>
      <div><dt><xsl:value-of select="$s/issuer"/></dt><dd><xsl:for-each select="$m/r:issuer"><xsl:call-template name="foreign"/><xsl:call-template name="joined"/></xsl:for-each><xsl:if test="not($m/r:issuer)"><xsl:call-template name="field"><xsl:with-param name="label">发文机关:</xsl:with-param></xsl:call-template></xsl:if></dd></div>
      <div><dt><xsl:value-of select="$s/written"/></dt><dd><xsl:for-each select="$m/r:date"><xsl:call-template name="foreign"/><xsl:call-template name="joined"/></xsl:for-each><xsl:if test="not($m/r:date)"><xsl:call-template name="field"><xsl:with-param name="label">成文日期:</xsl:with-param></xsl:call-template></xsl:if></dd></div>
      <div class="wide"><dt><xsl:value-of select="$s/title"/></dt><dd><xsl:if test="$m/r:title"><xsl:call-template name="foreign"/><xsl:apply-templates select="." mode="title"/></xsl:if></dd></div>
      <div><dt><xsl:value-of select="$s/document-number"/></dt><dd><xsl:for-each select="((r:marks | r:signature)/r:documentNumber)[1]"><xsl:call-template name="foreign"/><xsl:value-of select="normalize-space()"/></xsl:for-each><xsl:if test="not((r:marks | r:signature)/r:documentNumber)"><xsl:call-template name="field"><xsl:with-param name="label">发文字号:</xsl:with-param></xsl:call-template></xsl:if></dd></div>
      <div><dt><xsl:value-of select="$s/published"/></dt><dd><xsl:call-template name="field"><xsl:with-param name="label">发布日期:</xsl:with-param></xsl:call-template></dd></div>
      <div><dt><xsl:value-of select="$s/keywords"/></dt><dd><xsl:call-template name="field"><xsl:with-param name="label">主题词:</xsl:with-param><xsl:with-param name="other">主 题 词:</xsl:with-param></xsl:call-template></dd></div>
      <div><dt><xsl:value-of select="$s/place"/></dt><dd><xsl:for-each select="$m/r:place"><xsl:call-template name="foreign"/><xsl:call-template name="joined"/><xsl:if test="@code"><span class="code"><xsl:value-of select="@code"/></span></xsl:if></xsl:for-each></dd></div>
      <div><dt><xsl:value-of select="$s/period"/></dt><dd><xsl:for-each select="$m/r:period"><xsl:call-template name="foreign"/><xsl:call-template name="joined"/></xsl:for-each></dd></div>
    </dl>
  </xsl:template>

  <xsl:template match="r:preamble | r:closing | r:organization | r:publicity | r:militarySupport | r:preferentialTreatment | r:plans">
    <xsl:variable name="id" select="concat(../@xml:id, '-', local-name())"/>
    <section class="part" aria-labelledby="{$id}">
      <xsl:element name="{$part-heading}">
        <xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute>
        <xsl:call-template name="part-name"/>
      </xsl:element>
      <xsl:apply-templates select="r:item"/>
      <xsl:if test="not(r:item)"><p class="empty"><xsl:value-of select="$s/empty-part"/></p></xsl:if>
    </section>
  </xsl:template>

  <!-- Where the author's heading changes, it is said. -->
  <xsl:template match="r:item">
    <xsl:if test="@section and not(@section = preceding-sibling::r:item[1]/@section)">
      <xsl:element name="{$section-heading}">
        <xsl:attribute name="class">section</xsl:attribute>
        <xsl:call-template name="foreign"/>
        <xsl:for-each select="id(@section)"><xsl:call-template name="section-text"/></xsl:for-each>
      </xsl:element>
    </xsl:if>
    <div id="{@xml:id}" class="item{substring(' inner', 1 div (@depth &gt; 1))}">
      <p>
        <xsl:call-template name="foreign"/>
        <xsl:if test="@direction">
          <xsl:variable name="direction" select="@direction"/>
          <span class="badge {$direction}"><xsl:if test="$foreign"><xsl:attribute name="lang"><xsl:value-of select="$lang"/></xsl:attribute></xsl:if><xsl:value-of select="$s/direction[@name = $direction]"/></span>
        </xsl:if>
        <xsl:choose>
          <xsl:when test="normalize-space(substring-after(., '&#10;'))"><xsl:apply-templates mode="wrapped"/></xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="node()[1]" mode="first"/>
            <xsl:apply-templates select="node()[1]/following-sibling::node()"/>
          </xsl:otherwise>
        </xsl:choose>
      </p>
      <details class="why{substring(' unsure', 1 div (@confidence &lt; 0.6))}">
        <summary><xsl:value-of select="concat($t-confidence, round(round(@confidence * 1000) div 10), '%')"/></summary>
        <p>
          <xsl:if test="@runner-up">
            <xsl:value-of select="concat($t-runner-up, substring-before(substring-after($t-labels, concat('|', @runner-up, '=')), '|'), $t-margin, @margin)"/><br/>
          </xsl:if>
          <xsl:if test="@evidence"><xsl:value-of select="concat($t-evidence, @evidence)"/><br/></xsl:if>
          <a href="#{@key}"><xsl:value-of select="$t-in-source"/></a>
        </p>
      </details>
    </div>
  </xsl:template>

  <xsl:template name="section-text">
    <xsl:choose>
      <xsl:when test="r:section">
        <xsl:variable name="own"><xsl:copy-of select="text() | *[not(self::r:section)]"/></xsl:variable>
        <xsl:call-template name="lines"><xsl:with-param name="text" select="string($own)"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="lines"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="signature">
    <xsl:for-each select="str:tokenize(string(.), '&#10;&#13;')">
      <xsl:variable name="line" select="normalize-space(translate(., '&#x3000;&#xA0;', '  '))"/>
      <xsl:if test="$line != ''"><p><xsl:value-of select="$line"/></p></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- Running text. A value is a link; what stands inside one is none. What a quantity means
       stands in the attributes around it, for the script that makes the table. -->

  <xsl:template match="r:lead"><strong class="lead"><xsl:apply-templates/></strong></xsl:template>
  <xsl:template match="r:removed"/>
  <xsl:template match="r:law"><cite><xsl:apply-templates/></cite></xsl:template>
  <xsl:template match="r:quantity"><hb-q><xsl:copy-of select="@value | @max | @unit | @bound | @of | @per"/><a class="q" id="{@xml:id}" href="#{@key}"><xsl:if test="string-length() &gt; 20"><xsl:attribute name="class">q long</xsl:attribute></xsl:if><xsl:apply-templates mode="inside"/></a></hb-q></xsl:template>
  <xsl:template match="r:date"><a class="d" href="#{@key}"><xsl:apply-templates mode="inside"/></a></xsl:template>

  <xsl:template match="r:removed" mode="inside"/>
  <xsl:template match="r:quantity" mode="inside"><hb-q id="{@xml:id}"><xsl:copy-of select="@value | @max | @unit | @bound | @of | @per"/><xsl:apply-templates mode="inside"/></hb-q></xsl:template>

  <!-- What an item begins with: the indent of the first line is the style sheet's business, the
       list mark is set apart. -->
  <xsl:template match="*" mode="first"><xsl:apply-templates select="."/></xsl:template>
  <xsl:template match="text()" mode="first">
    <xsl:choose>
      <xsl:when test="../@label and contains(., ../@label)">
        <span class="mark"><xsl:value-of select="../@label"/></span>
        <xsl:value-of select="substring-after(., ../@label)"/>
      </xsl:when>
      <xsl:when test="starts-with(., '&#x3000;') or starts-with(., '&#xA0;')"><xsl:value-of select="normalize-space(translate(., '&#x3000;&#xA0;', '  '))"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- An item on several lines: a line end between Chinese characters is no space. -->
  <xsl:template match="*" mode="wrapped"><xsl:apply-templates select="."/></xsl:template>
  <xsl:template match="text()" mode="wrapped">
    <xsl:choose>
      <xsl:when test="contains(., '&#10;') or contains(., '&#x3000;')"><xsl:call-template name="lines"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Short text. -->
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

  <!-- All figures of a report. The script fills the table from the text; the words it needs stand
       here. -->

  <xsl:template name="facts">
    <xsl:variable name="id" select="concat(@xml:id, '-facts')"/>
    <section class="facts" aria-labelledby="{$id}">
      <xsl:element name="{$part-heading}">
        <xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute>
        <xsl:value-of select="$s/facts"/>
      </xsl:element>
      <p class="note unscripted"><xsl:value-of select="$s/facts-unscripted"/></p>
      <template data-units="{$s/units}" data-bounds="{$s/bounds}">
        <div class="tools">
          <p class="note"><xsl:value-of select="$s/facts-note"/></p>
          <button type="button" class="copy" data-done="{$s/copied}" data-failed="{$s/not-copied}"><xsl:value-of select="$s/copy"/></button>
        </div>
        <div class="scroll" tabindex="0" role="group" aria-label="{$s/facts}">
          <table>
            <thead><tr>
              <th scope="col"><xsl:value-of select="$s/words"/></th>
              <th scope="col" class="n"><xsl:value-of select="$s/value"/></th>
              <th scope="col"><xsl:value-of select="$s/unit-head"/></th>
              <th scope="col"><xsl:value-of select="$s/bound-head"/></th>
              <th scope="col"><xsl:value-of select="$s/of"/></th>
              <th scope="col"><xsl:value-of select="$s/part-head"/></th>
              <th scope="col"><xsl:value-of select="$s/sentence"/></th>
            </tr></thead>
            <tbody></tbody>
          </table>
        </div>
        <p class="empty"><xsl:value-of select="$s/facts-none"/></p>
      </template>
    </section>
  </xsl:template>

  <!-- The whole source: pieces of reports, what was removed, and behind each piece what was found
       in it; the script takes findings to their words. -->

  <xsl:template name="source">
    <section class="source" aria-labelledby="source">
      <h2 id="source"><xsl:value-of select="$s/source"/></h2>
      <p class="note"><xsl:value-of select="$s/source-note"/></p>
      <div class="paper">
        <xsl:call-template name="foreign"/>
        <xsl:for-each select="r:report/r:metadata/r:title | r:report/r:outline/descendant::r:section | r:report/*/r:item | r:report/r:signature | r:removed | r:diagnostic[@end &gt; @start]">
          <xsl:sort select="@start" data-type="number"/>
          <xsl:choose>
            <xsl:when test="self::r:item"><span id="{@key}"><xsl:apply-templates mode="whole"/></span></xsl:when>
            <xsl:when test="self::r:removed"><del><xsl:call-template name="removed-kind"/><xsl:value-of select="."/></del></xsl:when>
            <xsl:when test="self::r:diagnostic"><a class="ref {@severity}" id="d{@start}-{@end}-{@code}" href="#n{@start}-{@end}-{@code}" aria-label="{$t-finding}"></a></xsl:when>
            <xsl:otherwise><b><xsl:apply-templates mode="whole"/></b></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </div>
    </section>
  </xsl:template>

  <xsl:template name="removed-kind">
    <xsl:variable name="kind" select="@kind"/>
    <xsl:attribute name="data-kind"><xsl:value-of select="$s/removed[@name = $kind]"/><xsl:if test="@rule"> · <xsl:value-of select="@rule"/></xsl:if></xsl:attribute>
  </xsl:template>

  <xsl:template match="r:section" mode="whole"/>
  <xsl:template match="r:removed" mode="whole"><del><xsl:call-template name="removed-kind"/><xsl:value-of select="@text"/></del></xsl:template>
  <xsl:template match="r:quantity" mode="whole"><a class="q" id="{@key}" href="#{@xml:id}"><xsl:if test="string-length() &gt; 20"><xsl:attribute name="class">q long</xsl:attribute></xsl:if><xsl:apply-templates mode="whole-inside"/></a></xsl:template>
  <xsl:template match="r:date" mode="whole"><span class="d" id="{@key}"><xsl:apply-templates mode="whole"/></span></xsl:template>
  <xsl:template match="r:removed" mode="whole-inside"><xsl:apply-templates select="." mode="whole"/></xsl:template>
  <xsl:template match="r:quantity | r:date" mode="whole-inside"><span class="d" id="{@key}"><xsl:apply-templates mode="whole-inside"/></span></xsl:template>

  <!-- What a careful reader would query -->

  <xsl:template name="findings">
    <section class="findings" aria-labelledby="findings">
      <h2 id="findings"><xsl:value-of select="$s/findings"/></h2>
      <xsl:choose>
        <xsl:when test="$diagnostics"><ol><xsl:apply-templates select="$diagnostics"/></ol></xsl:when>
        <xsl:otherwise><p class="empty"><xsl:value-of select="$s/findings-none"/></p></xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:template>

  <xsl:template match="r:diagnostic">
    <xsl:variable name="code" select="@code"/>
    <xsl:variable name="words" select="$s/finding[@name = $code]"/>
    <li class="{@severity}" id="n{@start}-{@end}-{@code}">
      <xsl:choose>
        <xsl:when test="$words"><xsl:value-of select="$words"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="@message"/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="normalize-space() != ''">
        <xsl:text> </xsl:text>
        <a href="#d{@start}-{@end}-{@code}"><q><xsl:call-template name="foreign"/><xsl:call-template name="joined"/></q></a>
      </xsl:if>
      <xsl:if test="@suggestion"><span class="suggestion"><xsl:value-of select="$s/suggestion"/><q><xsl:call-template name="foreign"/><xsl:value-of select="@suggestion"/></q></span></xsl:if>
    </li>
  </xsl:template>

  <!-- Where the page comes from -->

  <xsl:template match="r:source">
    <section class="about" aria-labelledby="about">
      <h2 id="about"><xsl:value-of select="$s/about"/></h2>
      <dl>
        <div><dt><xsl:value-of select="$s/file"/></dt><dd><xsl:value-of select="@name"/></dd></div>
        <div><dt><xsl:value-of select="$s/encoding"/></dt><dd><xsl:value-of select="@encoding"/></dd></div>
        <div><dt><xsl:value-of select="$s/characters"/></dt><dd><xsl:value-of select="format-number(@characters, '#,##0')"/></dd></div>
        <xsl:if test="@sha256"><div><dt><xsl:value-of select="$s/sha256"/></dt><dd class="hash"><xsl:value-of select="@sha256"/></dd></div></xsl:if>
        <xsl:if test="$hash != '' and $stem != ''">
          <div><dt><xsl:value-of select="$s/version-address"/></dt><dd class="hash"><a href="{$address}.{$hash}.html"><xsl:value-of select="concat($hash, '.html')"/></a></dd></div>
        </xsl:if>
        <xsl:if test="$beside">
          <div><dt><xsl:value-of select="$s/formats"/></dt><dd><ul class="formats">
            <xsl:for-each select="$beside">
              <li><a href="{$address}.{.}"><xsl:value-of select="translate(., 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></a></li>
            </xsl:for-each>
          </ul></dd></div>
        </xsl:if>
      </dl>
      <p class="note">
        <xsl:choose>
          <xsl:when test="r:masked"><xsl:value-of select="concat($s/masked-before, count(r:masked), $s/masked-behind)"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$s/whole"/></xsl:otherwise>
        </xsl:choose>
      </p>
    </section>
  </xsl:template>
</xsl:stylesheet>
