<?xml version="1.0" encoding="UTF-8"?>
<!-- One page for one source: its reports, with every value marked.

     Parameters: `root` leads from the page up to the folder of the pages ("", "../" …), `stem` is
     the path of the page below it without suffix, `formats` the other formats that stand in folders
     beside the pages, `version` that of the program. The style sheet report.css stands in the
     folder of the pages. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:report:1" xmlns:exsl="http://exslt.org/common"
                xmlns:str="http://exslt.org/strings" exclude-result-prefixes="r exsl str">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

  <xsl:param name="root"/>
  <xsl:param name="stem"/>
  <xsl:param name="version"/>
  <xsl:param name="formats" select="'xml yaml json'"/>

  <xsl:variable name="several" select="count(/r:reports/r:report) &gt; 1"/>
  <xsl:variable name="ascii"> !"#$%&amp;'()*+,-./0123456789:;&lt;=&gt;?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~</xsl:variable>
  <!-- The stem as part of an address: each name in it escaped. -->
  <xsl:variable name="address">
    <xsl:for-each select="str:tokenize($stem, '/')">
      <xsl:if test="position() &gt; 1">/</xsl:if>
      <xsl:value-of select="str:encode-uri(., true())"/>
    </xsl:for-each>
  </xsl:variable>
  <xsl:key name="section" match="r:section" use="@xml:id"/>
  <xsl:key name="items" match="r:item" use="@section"/>

  <!-- Items and diagnostics as they follow each other in the source: the item a diagnostic is
       about is the last one before it. -->
  <xsl:variable name="placed">
    <xsl:if test="/r:reports/r:diagnostic and count(/r:reports/r:report/*/r:item) &lt; 5000">
      <xsl:for-each select="/r:reports/r:report/*/r:item | /r:reports/r:diagnostic[normalize-space()]">
        <xsl:sort select="@start" data-type="number"/>
        <xsl:choose>
          <xsl:when test="self::r:item"><item id="{@xml:id}" end="{@end}"/></xsl:when>
          <xsl:otherwise><diagnostic id="{generate-id()}" start="{@start}"/></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:if>
  </xsl:variable>
  <xsl:variable name="places" select="exsl:node-set($placed)"/>
  <xsl:key name="place" match="diagnostic" use="@id"/>

  <!-- Page -->

  <xsl:template match="/r:reports">
    <xsl:variable name="title">
      <xsl:choose>
        <xsl:when test="$several"><xsl:value-of select="r:source/@name"/></xsl:when>
        <xsl:otherwise><xsl:apply-templates select="." mode="title"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <html lang="zh-Hans-CN">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="generator" content="{@generator}"/>
        <title><xsl:value-of select="$title"/></title>
        <link rel="stylesheet" href="{$root}report.css"/>
      </head>
      <body>
        <a class="skip" href="#content">跳到正文</a>
        <header class="bar">
          <nav aria-label="页面">
            <a class="home" href="{$root}index.html">全部报告</a>
            <xsl:if test="$stem != '' and $formats != ''">
              <ul class="formats" aria-label="同一内容的其他格式">
                <xsl:for-each select="str:tokenize($formats, ' ')">
                  <li><a href="{$root}../{.}/{$address}.{.}"><xsl:value-of select="translate(., 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/></a></li>
                </xsl:for-each>
              </ul>
            </xsl:if>
          </nav>
        </header>
        <main id="content">
          <xsl:choose>
            <xsl:when test="not(r:report)">
              <h1><xsl:value-of select="r:source/@name"/></h1>
              <p class="empty">这个文件里没有可识别的报告。</p>
            </xsl:when>
            <xsl:when test="$several"><xsl:call-template name="contents"/></xsl:when>
          </xsl:choose>
          <xsl:apply-templates select="r:report"/>
          <xsl:call-template name="notes"/>
        </main>
        <xsl:apply-templates select="r:source"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="contents">
    <header class="contents">
      <h1><xsl:value-of select="r:source/@name"/></h1>
      <p>这个文件里有 <xsl:value-of select="count(r:report)"/> 篇报告：</p>
      <ol>
        <xsl:for-each select="r:report">
          <li><a href="#{@xml:id}"><xsl:apply-templates select="." mode="title"/></a></li>
        </xsl:for-each>
      </ol>
    </header>
  </xsl:template>

  <xsl:template match="r:reports" mode="title">
    <xsl:choose>
      <xsl:when test="r:report"><xsl:apply-templates select="r:report[1]" mode="title"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="r:source/@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:report" mode="title">
    <xsl:choose>
      <xsl:when test="r:metadata/r:title">
        <xsl:for-each select="r:metadata/r:title"><xsl:call-template name="joined"/></xsl:for-each>
      </xsl:when>
      <xsl:otherwise>（无题）</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Headings: a page with several reports has one level more. -->
  <xsl:template name="heading">
    <xsl:param name="level"/>
    <xsl:param name="id"/>
    <xsl:param name="class"/>
    <xsl:param name="content"/>
    <xsl:element name="h{$level + $several}">
      <xsl:if test="$id != ''"><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute></xsl:if>
      <xsl:if test="$class != ''"><xsl:attribute name="class"><xsl:value-of select="$class"/></xsl:attribute></xsl:if>
      <xsl:copy-of select="$content"/>
    </xsl:element>
  </xsl:template>

  <!-- Report -->

  <xsl:template match="r:report">
    <article class="report" id="{@xml:id}" aria-labelledby="{@xml:id}-title">
      <header class="head">
        <p class="genre"><xsl:call-template name="genre"/></p>
        <xsl:call-template name="heading">
          <xsl:with-param name="level" select="1"/>
          <xsl:with-param name="id" select="concat(@xml:id, '-title')"/>
          <xsl:with-param name="content"><xsl:apply-templates select="." mode="title"/></xsl:with-param>
        </xsl:call-template>
        <xsl:call-template name="facts"/>
      </header>
      <div class="columns">
        <xsl:call-template name="outline"/>
        <div class="text">
          <xsl:apply-templates select="r:preamble | r:organization | r:publicity | r:militarySupport | r:preferentialTreatment | r:plans | r:closing"/>
          <xsl:if test="r:signature">
            <footer class="signature">
              <xsl:for-each select="r:signature"><xsl:call-template name="signature"/></xsl:for-each>
            </footer>
          </xsl:if>
          <xsl:call-template name="figures"/>
        </div>
      </div>
    </article>
  </xsl:template>

  <xsl:template name="genre">
    <xsl:choose>
      <xsl:when test="@genre = 'briefing'">工作汇报</xsl:when>
      <xsl:when test="@genre = 'summary'">工作总结</xsl:when>
      <xsl:when test="@genre = 'feature'">新闻通讯</xsl:when>
      <xsl:when test="@genre = 'plan'">计划方案</xsl:when>
      <xsl:when test="@genre = 'speech'">讲话</xsl:when>
      <xsl:when test="@genre = 'notice'">通知</xsl:when>
      <xsl:otherwise><xsl:value-of select="@genre"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="facts">
    <xsl:variable name="m" select="r:metadata"/>
    <xsl:if test="$m/r:issuer or $m/r:place or $m/r:date or $m/r:period">
      <dl class="facts">
        <xsl:if test="$m/r:issuer"><div><dt>单位</dt><dd><xsl:for-each select="$m/r:issuer"><xsl:call-template name="joined"/></xsl:for-each></dd></div></xsl:if>
        <xsl:if test="$m/r:place">
          <div><dt>地区</dt><dd>
            <xsl:for-each select="$m/r:place"><xsl:call-template name="joined"/></xsl:for-each>
            <xsl:if test="$m/r:place/@code"><span class="code" title="GB/T 2260 行政区划代码"><xsl:value-of select="$m/r:place/@code"/></span></xsl:if>
          </dd></div>
        </xsl:if>
        <xsl:if test="$m/r:period"><div><dt>时段</dt><dd><xsl:for-each select="$m/r:period"><xsl:call-template name="time"/></xsl:for-each></dd></div></xsl:if>
        <xsl:if test="$m/r:date"><div><dt>日期</dt><dd><xsl:for-each select="$m/r:date"><xsl:call-template name="time"/></xsl:for-each></dd></div></xsl:if>
      </dl>
    </xsl:if>
  </xsl:template>

  <!-- Outline: the five parts, and the headings the author set -->

  <xsl:template name="outline">
    <nav class="outline" aria-label="目录">
      <p class="small" aria-hidden="true">目录</p>
      <ol class="parts">
        <xsl:for-each select="r:preamble | r:organization | r:publicity | r:militarySupport | r:preferentialTreatment | r:plans | r:closing">
          <li>
            <xsl:choose>
              <xsl:when test="r:item">
                <a href="#{../@xml:id}-{local-name()}"><xsl:call-template name="part-name"/></a>
                <span class="count"><xsl:value-of select="count(r:item)"/></span>
              </xsl:when>
              <xsl:otherwise><span class="none"><xsl:call-template name="part-name"/></span><span class="count">无</span></xsl:otherwise>
            </xsl:choose>
          </li>
        </xsl:for-each>
      </ol>
      <xsl:if test="r:outline/r:section">
        <details class="headings">
          <summary>原文标题</summary>
          <ol><xsl:apply-templates select="r:outline/r:section" mode="outline"/></ol>
        </details>
      </xsl:if>
    </nav>
  </xsl:template>

  <xsl:template match="r:section" mode="outline">
    <xsl:variable name="first" select="key('items', @xml:id)[1]"/>
    <li>
      <xsl:choose>
        <xsl:when test="$first"><a href="#{$first/@xml:id}"><xsl:call-template name="section-text"/></a></xsl:when>
        <xsl:otherwise><xsl:call-template name="section-text"/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="r:section"><ol><xsl:apply-templates select="r:section" mode="outline"/></ol></xsl:if>
    </li>
  </xsl:template>

  <xsl:template name="section-text">
    <xsl:variable name="own"><xsl:copy-of select="node()[not(self::r:section)]"/></xsl:variable>
    <xsl:call-template name="lines"><xsl:with-param name="text" select="string($own)"/></xsl:call-template>
  </xsl:template>

  <!-- Parts -->

  <xsl:template name="part-name">
    <xsl:choose>
      <xsl:when test="self::r:preamble">前言</xsl:when>
      <xsl:when test="self::r:organization">组织领导</xsl:when>
      <xsl:when test="self::r:publicity">宣传教育</xsl:when>
      <xsl:when test="self::r:militarySupport">拥军优属 · 拥政爱民</xsl:when>
      <xsl:when test="self::r:preferentialTreatment">优抚安置</xsl:when>
      <xsl:when test="self::r:plans">工作打算</xsl:when>
      <xsl:otherwise>结语</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:preamble | r:closing | r:organization | r:publicity | r:militarySupport | r:preferentialTreatment | r:plans">
    <xsl:variable name="id" select="concat(../@xml:id, '-', local-name())"/>
    <section class="part {local-name()}" aria-labelledby="{$id}">
      <xsl:call-template name="heading">
        <xsl:with-param name="level" select="2"/>
        <xsl:with-param name="id" select="$id"/>
        <xsl:with-param name="content"><xsl:call-template name="part-name"/></xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="r:item"/>
      <xsl:if test="not(r:item)"><p class="empty">原文没有这方面的内容。</p></xsl:if>
    </section>
  </xsl:template>

  <!-- Where the author's heading changes, it is said. -->
  <xsl:template match="r:item">
    <xsl:if test="@section and not(@section = preceding-sibling::r:item[1]/@section)">
      <xsl:call-template name="heading">
        <xsl:with-param name="level" select="3"/>
        <xsl:with-param name="class" select="'section'"/>
        <xsl:with-param name="content">
          <xsl:for-each select="key('section', @section)"><xsl:call-template name="section-text"/></xsl:for-each>
        </xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <p id="{@xml:id}" class="item{substring(' inner', 1 div (@depth &gt; 1))}{substring(' unsure', 1 div (@confidence &lt; 0.6))}">
      <xsl:if test="@confidence &lt; 0.6">
        <xsl:attribute name="title">归类把握 <xsl:value-of select="round(@confidence * 100)"/>%<xsl:if test="@runner-up">，也可能是「<xsl:call-template name="label-name"/>」</xsl:if></xsl:attribute>
      </xsl:if>
      <xsl:if test="@direction"><xsl:call-template name="badge"/></xsl:if>
      <xsl:apply-templates select="node()[1]" mode="first"/>
      <xsl:apply-templates select="node()[1]/following-sibling::node()"/>
    </p>
  </xsl:template>

  <xsl:template name="label-name">
    <xsl:choose>
      <xsl:when test="@runner-up = 'preamble'">前言</xsl:when>
      <xsl:when test="@runner-up = 'organization'">组织领导</xsl:when>
      <xsl:when test="@runner-up = 'publicity'">宣传教育</xsl:when>
      <xsl:when test="@runner-up = 'militarySupport.to'">拥军</xsl:when>
      <xsl:when test="@runner-up = 'militarySupport.from'">拥政爱民</xsl:when>
      <xsl:when test="@runner-up = 'militarySupport.mutual'">军民共建</xsl:when>
      <xsl:when test="@runner-up = 'preferentialTreatment'">优抚安置</xsl:when>
      <xsl:when test="@runner-up = 'plans'">工作打算</xsl:when>
      <xsl:otherwise>结语</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="badge">
    <xsl:choose>
      <xsl:when test="@direction = 'to'"><span class="badge to" title="地方支持部队">拥军</span></xsl:when>
      <xsl:when test="@direction = 'from'"><span class="badge from" title="部队支持地方">拥政爱民</span></xsl:when>
      <xsl:when test="@direction = 'mutual'"><span class="badge mutual" title="军地共同开展">军民共建</span></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="signature">
    <xsl:for-each select="str:tokenize(string(.), '&#10;&#13;')">
      <xsl:variable name="line" select="normalize-space(translate(., '&#x3000;&#xA0;', '  '))"/>
      <xsl:if test="$line != ''"><p><xsl:value-of select="$line"/></p></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- Running text -->

  <xsl:template match="r:lead"><strong class="lead"><xsl:call-template name="content"/></strong></xsl:template>
  <xsl:template match="r:removed"/>

  <xsl:template match="r:quantity">
    <data class="quantity" id="{@xml:id}" value="{@value}">
      <xsl:attribute name="title"><xsl:call-template name="reading"/></xsl:attribute>
      <xsl:call-template name="content"/>
    </data>
  </xsl:template>

  <xsl:template match="r:date"><xsl:call-template name="time"/></xsl:template>

  <!-- HTML knows fewer forms of dates than EDTF, and only days that exist. -->
  <xsl:template name="time">
    <xsl:variable name="month" select="substring(@when, 6, 2)"/>
    <xsl:variable name="day" select="substring(@when, 9, 2)"/>
    <xsl:choose>
      <xsl:when test="translate(@when, '0123456789-', '') = '' and substring(@when, 1, 4) &gt; 0 and ($month = '' or $month &lt;= 12) and ($day = '' or $day &lt;= 28 or ($day &lt;= 30 and $month != '02') or contains('01 03 05 07 08 10 12', $month))">
        <time datetime="{@when}" title="{@when}"><xsl:call-template name="content"/></time>
      </xsl:when>
      <xsl:otherwise><span class="time" title="{@when}"><xsl:call-template name="content"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="r:place">
    <span class="place">
      <xsl:attribute name="title">地名<xsl:if test="@code">，GB/T 2260 代码 <xsl:value-of select="@code"/></xsl:if></xsl:attribute>
      <xsl:call-template name="content"/>
    </span>
  </xsl:template>
  <xsl:template match="r:organizationName"><span class="name" title="机构"><xsl:call-template name="content"/></span></xsl:template>
  <xsl:template match="r:law"><cite title="法规文件"><xsl:call-template name="content"/></cite></xsl:template>
  <xsl:template match="r:documentNumber"><span class="number" title="文号"><xsl:call-template name="content"/></span></xsl:template>

  <!-- What a quantity means, in words: 至少 30,000,000 元,每人每月:经费 -->
  <xsl:template name="reading">
    <xsl:call-template name="amount"/>
    <xsl:text> </xsl:text>
    <xsl:call-template name="unit"/>
    <xsl:if test="@per">，<xsl:for-each select="@per"><xsl:call-template name="joined"/></xsl:for-each></xsl:if>
    <xsl:if test="@of">：<xsl:for-each select="@of"><xsl:call-template name="joined"/></xsl:for-each></xsl:if>
  </xsl:template>

  <xsl:template name="amount">
    <xsl:if test="@bound != 'exact'"><xsl:call-template name="bound"/></xsl:if>
    <xsl:for-each select="@value"><xsl:call-template name="figure"/></xsl:for-each>
    <xsl:for-each select="@max">–<xsl:call-template name="figure"/></xsl:for-each>
  </xsl:template>

  <xsl:template name="bound">
    <xsl:choose>
      <xsl:when test="@bound = 'over'">至少 </xsl:when>
      <xsl:when test="@bound = 'nearly'">将近 </xsl:when>
      <xsl:when test="@bound = 'about'">约 </xsl:when>
      <xsl:when test="@bound = 'under'">至多 </xsl:when>
      <xsl:when test="@bound = 'several'">数以 </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="figure">
    <xsl:choose>
      <xsl:when test="string-length() &lt; 4 and not(contains(., '.'))"><xsl:value-of select="."/></xsl:when>
      <xsl:when test="string-length() &gt; 15"><xsl:value-of select="."/></xsl:when>
      <xsl:otherwise><xsl:value-of select="format-number(., '#,##0.##########')"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Most are said as they are: one test, which names all those below, finds them. -->
  <xsl:template name="unit">
    <xsl:choose>
      <xsl:when test="not(contains('|CNY|mu|a|mo|wk|d|h|min|m2|km2|m3|', concat('|', @unit, '|')))"><xsl:value-of select="@unit"/></xsl:when>
      <xsl:when test="@unit = 'CNY'">元</xsl:when>
      <xsl:when test="@unit = 'mu'">亩</xsl:when>
      <xsl:when test="@unit = 'a'">年</xsl:when>
      <xsl:when test="@unit = 'mo'">个月</xsl:when>
      <xsl:when test="@unit = 'wk'">周</xsl:when>
      <xsl:when test="@unit = 'd'">天</xsl:when>
      <xsl:when test="@unit = 'h'">小时</xsl:when>
      <xsl:when test="@unit = 'min'">分钟</xsl:when>
      <xsl:when test="@unit = 'm2'">m²</xsl:when>
      <xsl:when test="@unit = 'km2'">km²</xsl:when>
      <xsl:when test="@unit = 'm3'">m³</xsl:when>
      <xsl:otherwise><xsl:value-of select="@unit"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Text on lines: a line end between Chinese characters is no space. -->
  <xsl:template match="text()">
    <xsl:choose>
      <xsl:when test="contains(., '&#10;') or contains(., '&#13;')"><xsl:call-template name="lines"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The same without a template for text on one line. -->
  <xsl:template name="content">
    <xsl:choose>
      <xsl:when test="* or contains(., '&#10;') or contains(., '&#13;')"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- What an item begins with: the indent of the first line is the style sheet's business, the
       list mark is set apart. -->
  <xsl:template match="*" mode="first"><xsl:apply-templates select="."/></xsl:template>
  <xsl:template match="text()" mode="first">
    <xsl:choose>
      <xsl:when test="../@label"><xsl:call-template name="marked"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="lines"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="marked">
    <xsl:variable name="text"><xsl:call-template name="lines"/></xsl:variable>
    <xsl:variable name="mark" select="normalize-space(../@label)"/>
    <xsl:choose>
      <xsl:when test="starts-with($text, $mark)">
        <span class="mark"><xsl:value-of select="$mark"/></span>
        <xsl:value-of select="substring-after($text, $mark)"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
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
          <xsl:variable name="before" select="normalize-space(translate(preceding-sibling::*[1], '&#x3000;&#xA0;', '  '))"/>
          <xsl:if test="$before != '' and $line != '' and (contains($ascii, substring($before, string-length($before))) or contains($ascii, substring($line, 1, 1)))">
            <xsl:text> </xsl:text>
          </xsl:if>
          <xsl:value-of select="$line"/>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- All figures of a report -->

  <xsl:template name="figures">
    <xsl:variable name="all" select="descendant::r:quantity[not(ancestor::r:marks or ancestor::r:outline)]"/>
    <xsl:if test="$all">
      <details class="fold">
        <summary>数字一览<span class="count"><xsl:value-of select="count($all)"/></span></summary>
        <div class="scroll" tabindex="0" role="region" aria-label="数字一览">
          <table>
            <thead><tr><th scope="col">原文</th><th scope="col" class="right">数值</th><th scope="col">单位</th><th scope="col">所指</th></tr></thead>
            <tbody>
              <xsl:for-each select="$all">
                <xsl:sort select="@start" data-type="number"/>
                <tr>
                  <td><a href="#{@xml:id}"><xsl:call-template name="joined"/></a></td>
                  <td class="right"><xsl:call-template name="amount"/></td>
                  <td><xsl:call-template name="unit"/><xsl:if test="@per"><xsl:text> </xsl:text><span class="per"><xsl:for-each select="@per"><xsl:call-template name="joined"/></xsl:for-each></span></xsl:if></td>
                  <td><xsl:for-each select="@of"><xsl:call-template name="joined"/></xsl:for-each></td>
                </tr>
              </xsl:for-each>
            </tbody>
          </table>
        </div>
      </details>
    </xsl:if>
  </xsl:template>

  <!-- What is not the report: findings and removed text -->

  <xsl:template name="notes">
    <xsl:if test="r:diagnostic or .//r:removed">
      <aside class="notes" aria-label="转换说明">
        <xsl:if test="r:diagnostic">
          <details class="fold">
            <summary>疑问之处<span class="count"><xsl:value-of select="count(r:diagnostic)"/></span></summary>
            <ul class="diagnostics"><xsl:apply-templates select="r:diagnostic"/></ul>
          </details>
        </xsl:if>
        <xsl:if test=".//r:removed">
          <details class="fold">
            <summary>未收入正文的文字<span class="count"><xsl:value-of select="count(.//r:removed)"/></span></summary>
            <xsl:call-template name="removed"><xsl:with-param name="kind" select="'boilerplate'"/><xsl:with-param name="name" select="'网站附加文字'"/></xsl:call-template>
            <xsl:call-template name="removed"><xsl:with-param name="kind" select="'cover'"/><xsl:with-param name="name" select="'封面与重复标题'"/></xsl:call-template>
            <xsl:call-template name="removed"><xsl:with-param name="kind" select="'page-number'"/><xsl:with-param name="name" select="'页码'"/></xsl:call-template>
            <xsl:call-template name="removed"><xsl:with-param name="kind" select="'duplicate'"/><xsl:with-param name="name" select="'重复的段落'"/></xsl:call-template>
            <xsl:call-template name="removed"><xsl:with-param name="kind" select="'pinyin'"/><xsl:with-param name="name" select="'注音'"/></xsl:call-template>
          </details>
        </xsl:if>
      </aside>
    </xsl:if>
  </xsl:template>

  <xsl:template match="r:diagnostic">
    <li class="{@severity}">
      <span class="what"><xsl:call-template name="finding"/></span>
      <xsl:if test="normalize-space() != ''">
        <xsl:variable name="id" select="generate-id()"/>
        <xsl:variable name="item">
          <xsl:for-each select="$places">
            <xsl:value-of select="key('place', $id)[preceding-sibling::item[1]/@end &gt; @start]/preceding-sibling::item[1]/@id"/>
          </xsl:for-each>
        </xsl:variable>
        <xsl:choose>
          <xsl:when test="$item != ''"><a href="#{$item}"><q><xsl:call-template name="joined"/></q></a></xsl:when>
          <xsl:otherwise><q><xsl:call-template name="joined"/></q></xsl:otherwise>
        </xsl:choose>
      </xsl:if>
      <xsl:if test="@suggestion"><span class="suggestion">疑为<q><xsl:value-of select="@suggestion"/></q></span></xsl:if>
    </li>
  </xsl:template>

  <!-- What is found most often stands first. -->
  <xsl:template name="finding">
    <xsl:choose>
      <xsl:when test="@code = 'spun-term'">疑为同义词替换所致</xsl:when>
      <xsl:when test="@code = 'impossible-number'">数字不可能如此</xsl:when>
      <xsl:when test="@code = 'stray-mark'">标点异常</xsl:when>
      <xsl:when test="@code = 'impossible-date'">日期或节日不存在</xsl:when>
      <xsl:when test="@code = 'contradiction'">与本文其他说法矛盾</xsl:when>
      <xsl:when test="@code = 'sequence-gap'">序号跳跃或重复</xsl:when>
      <xsl:when test="@code = 'masked'">原文隐去</xsl:when>
      <xsl:when test="@code = 'truncated'">原文在句中中断</xsl:when>
      <xsl:when test="@code = 'spun-text'">全文疑经同义词替换</xsl:when>
      <xsl:when test="@code = 'empty-input'">文件是空的</xsl:when>
      <xsl:when test="@code = 'no-report'">没有可识别的报告</xsl:when>
      <xsl:when test="@code = 'undecodable'">无法解码的字节（已保留）</xsl:when>
      <xsl:when test="@code = 'forbidden-character'">控制字符（已保留）</xsl:when>
      <xsl:when test="@code = 'unusual-bytes'">非常规编码的字符（已保留）</xsl:when>
      <xsl:when test="@code = 'turning-character'">改变文字方向的不可见字符</xsl:when>
      <xsl:when test="@code = 'invisible-character'">不可见字符</xsl:when>
      <xsl:when test="@code = 'limit-reached'">达到处理上限</xsl:when>
      <xsl:otherwise><xsl:value-of select="@message"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="removed">
    <xsl:param name="kind"/>
    <xsl:param name="name"/>
    <xsl:variable name="all" select=".//r:removed[@kind = $kind]"/>
    <xsl:if test="$all">
      <section class="removed">
        <h2 class="small"><xsl:value-of select="$name"/><span class="count"><xsl:value-of select="count($all)"/></span></h2>
        <ul>
          <xsl:if test="$kind = 'pinyin' or $kind = 'page-number'"><xsl:attribute name="class">short</xsl:attribute></xsl:if>
          <xsl:for-each select="$all">
            <xsl:sort select="@start" data-type="number"/>
            <li><xsl:value-of select="concat(@text, .)"/></li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Foot -->

  <xsl:template match="r:source">
    <footer class="foot">
      <p>由 huibao <xsl:value-of select="$version"/> 据文件 <span class="file"><xsl:value-of select="@name"/></span>（<xsl:value-of select="@encoding"/>，<xsl:value-of select="format-number(@characters, '#,##0')"/> 字）转换；<xsl:choose>
        <xsl:when test="r:masked">发布前经审核遮盖了 <xsl:value-of select="count(r:masked)"/> 处，以 ■ 代替每个字；XML 不能还原出原文件。</xsl:when>
        <xsl:otherwise>原文一字未改，XML 可还原出原文件。</xsl:otherwise>
      </xsl:choose></p>
      <xsl:if test="@sha256"><p class="hash">SHA-256 <xsl:value-of select="@sha256"/></p></xsl:if>
    </footer>
  </xsl:template>
</xsl:stylesheet>
