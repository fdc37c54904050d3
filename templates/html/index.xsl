<?xml version="1.0" encoding="UTF-8"?>
<!-- The page that lists all others; parameters as in report.xsl. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:record:1" xmlns:str="http://exslt.org/strings"
                exclude-result-prefixes="r str">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

  <xsl:param name="root"/>
  <xsl:param name="version"/>

  <xsl:template match="/r:site">
    <html lang="zh-Hans-CN">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="generator" content="huibao {$version}"/>
        <title>双拥工作报告</title>
        <link rel="stylesheet" href="{$root}report.css"/>
      </head>
      <body class="index">
        <a class="skip" href="#content">跳到正文</a>
        <main id="content">
          <header class="head">
            <h1>双拥工作报告</h1>
            <dl class="facts">
              <div><dt>文件</dt><dd><xsl:value-of select="count(r:record)"/></dd></div>
              <div><dt>报告</dt><dd><xsl:value-of select="count(r:record/r:listed)"/></dd></div>
              <div><dt>字数</dt><dd><xsl:value-of select="format-number(sum(r:record/@characters), '#,##0')"/></dd></div>
              <div><dt>数字</dt><dd><xsl:value-of select="format-number(sum(r:record/r:listed/r:part/@quantities), '#,##0')"/></dd></div>
              <div><dt>疑问</dt><dd><xsl:value-of select="format-number(sum(r:record/@errors) + sum(r:record/@warnings) + sum(r:record/@notes), '#,##0')"/></dd></div>
            </dl>
          </header>
          <xsl:choose>
            <xsl:when test="r:record"><ol class="cards"><xsl:apply-templates select="r:record"/></ol></xsl:when>
            <xsl:otherwise><p class="empty">还没有报告。</p></xsl:otherwise>
          </xsl:choose>
        </main>
        <footer class="foot"><p>由 huibao <xsl:value-of select="$version"/> 生成。</p></footer>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="r:record">
    <xsl:variable name="several" select="count(r:listed) &gt; 1"/>
    <!-- The stem as part of an address: each name in it escaped. -->
    <xsl:variable name="address">
      <xsl:for-each select="str:tokenize(@stem, '/')">
        <xsl:if test="position() &gt; 1">/</xsl:if>
        <xsl:value-of select="str:encode-uri(., true())"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:variable name="findings" select="@notes + @warnings + @errors"/>
    <li class="card">
      <xsl:for-each select="r:listed">
        <div class="entry">
          <p class="genre"><xsl:call-template name="genre"/></p>
          <h2>
            <a href="{$root}{$address}.html">
              <xsl:if test="$several"><xsl:attribute name="href"><xsl:value-of select="concat($root, $address, '.html#', @id)"/></xsl:attribute></xsl:if>
              <xsl:choose>
                <xsl:when test="r:title"><xsl:value-of select="normalize-space(r:title)"/></xsl:when>
                <xsl:otherwise>（无题）</xsl:otherwise>
              </xsl:choose>
            </a>
          </h2>
          <p class="meta">
            <xsl:for-each select="r:issuer | r:place | r:period | r:date[not(../r:period)]">
              <span><xsl:value-of select="normalize-space(.)"/></span>
            </xsl:for-each>
          </p>
          <xsl:call-template name="parts"/>
        </div>
      </xsl:for-each>
      <xsl:if test="not(r:listed)">
        <div class="entry"><h2><a href="{$root}{$address}.html"><xsl:value-of select="@name"/></a></h2><p class="empty">没有可识别的报告。</p></div>
      </xsl:if>
      <p class="source">
        <span class="file"><xsl:value-of select="@name"/></span>
        <span><xsl:value-of select="format-number(@characters, '#,##0')"/> 字</span>
        <xsl:if test="@removed &gt; 0"><span>另有 <xsl:value-of select="format-number(@removed, '#,##0')"/> 字未收入</span></xsl:if>
        <xsl:if test="$findings &gt; 0"><span class="findings"><xsl:value-of select="$findings"/> 处疑问</span></xsl:if>
      </p>
    </li>
  </xsl:template>

  <xsl:template name="parts">
    <ul class="figures">
      <xsl:for-each select="r:part[@name != 'preamble' and @name != 'closing']">
        <li>
          <xsl:if test="@items = 0"><xsl:attribute name="class">zero</xsl:attribute></xsl:if>
          <span class="label"><xsl:call-template name="part-name"/></span>
          <span class="value"><xsl:value-of select="@items"/></span>
          <span class="hidden"> 项，<xsl:value-of select="@quantities"/> 个数字</span>
        </li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template name="part-name">
    <xsl:choose>
      <xsl:when test="@name = 'organization'">组织领导</xsl:when>
      <xsl:when test="@name = 'publicity'">宣传教育</xsl:when>
      <xsl:when test="@name = 'militarySupport'">拥军爱民</xsl:when>
      <xsl:when test="@name = 'preferentialTreatment'">优抚安置</xsl:when>
      <xsl:otherwise>工作打算</xsl:otherwise>
    </xsl:choose>
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
</xsl:stylesheet>
