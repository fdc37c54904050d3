<?xml version="1.0" encoding="UTF-8"?>
<!-- The page that lists all reports and searches them; site.xsl has what such pages share. The
     script fills copies of the <template> elements: the words and the order of cells are here.
     src/page writes the same bytes without this template; tests/golden/page.py compares. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:r="urn:huibao:record:1" exclude-result-prefixes="r">
  <xsl:import href="site.xsl"/>
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat" indent="no"/>

  <!-- Words that stand in every row: looked up once. -->
  <xsl:variable name="t-place" select="string($s/s-col-place)"/>
  <xsl:variable name="t-issuer" select="string($s/s-col-issuer)"/>
  <xsl:variable name="t-period" select="string($s/s-col-period)"/>
  <xsl:variable name="t-genre" select="string($s/s-col-genre)"/>
  <xsl:variable name="t-characters" select="string($s/s-col-characters)"/>
  <xsl:variable name="t-parts" select="string($s/s-col-parts)"/>
  <xsl:variable name="t-facts" select="string($s/s-col-facts)"/>
  <xsl:variable name="t-findings" select="string($s/s-col-findings)"/>
  <xsl:variable name="short" select="$s/short"/>

  <xsl:template match="/r:index">
    <xsl:call-template name="page">
      <xsl:with-param name="current" select="'index'"/>
      <xsl:with-param name="title" select="$name"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="/r:index" mode="body">
    <dl class="totals">
      <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-total-reports"/><xsl:with-param name="n" select="@rows"/></xsl:call-template>
      <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-total-sources"/><xsl:with-param name="n" select="@sources"/></xsl:call-template>
      <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-total-characters"/><xsl:with-param name="n" select="@characters"/></xsl:call-template>
      <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-total-quantities"/><xsl:with-param name="n" select="@quantities"/></xsl:call-template>
      <xsl:call-template name="total"><xsl:with-param name="label" select="$s/s-total-findings"/><xsl:with-param name="n" select="@findings"/></xsl:call-template>
    </dl>
    <xsl:choose>
      <xsl:when test="@rows = 0"><p class="empty"><xsl:value-of select="$s/s-empty-site"/></p></xsl:when>
      <xsl:otherwise>
        <noscript><p class="note"><xsl:value-of select="$s/s-no-scripts"/></p></noscript>
        <xsl:call-template name="tools"/>
        <xsl:call-template name="list"/>
        <xsl:call-template name="tables"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== Search and filters: shown by the script, which does their work ==== -->

  <xsl:template name="tools">
    <div id="tools" hidden="hidden"
         data-all="{$s/s-status-all}" data-filtered="{$s/s-status-filtered}"
         data-hits="{$s/s-status-hits}" data-candidates="{$s/s-status-candidates}"
         data-none="{$s/s-status-none}" data-loading="{$s/s-status-loading}"
         data-failed="{$s/s-status-failed}" data-empty="{$s/s-filter-none}"
         data-untitled="{$s/no-title}" data-unread="{$s/s-no-report}">
      <form id="search" role="search" class="search" aria-label="{$s/s-search}">
        <label for="q"><xsl:value-of select="$s/s-search-label"/></label>
        <div class="field">
          <input id="q" type="search" autocomplete="off" spellcheck="false" aria-describedby="hint"/>
          <button type="submit" class="main"><xsl:value-of select="$s/s-search-go"/></button>
        </div>
        <p class="hint" id="hint"><xsl:value-of select="$s/s-search-hint"/></p>
      </form>
      <form id="filters" class="filters" aria-label="{$s/s-filters}">
        <xsl:call-template name="filter"><xsl:with-param name="key" select="'place'"/></xsl:call-template>
        <xsl:call-template name="filter"><xsl:with-param name="key" select="'year'"/></xsl:call-template>
        <div>
          <label for="f-genre"><xsl:value-of select="$s/s-filter-genre"/></label>
          <select id="f-genre" data-key="genre">
            <option value=""><xsl:value-of select="$s/s-filter-all"/></option>
            <xsl:for-each select="$s/genre"><option value="{@name}"><xsl:value-of select="."/></option></xsl:for-each>
          </select>
        </div>
        <div>
          <label for="f-part"><xsl:value-of select="$s/s-filter-part"/></label>
          <select id="f-part" data-key="part">
            <option value=""><xsl:value-of select="$s/s-filter-all"/></option>
            <xsl:for-each select="$parts"><option value="{position()}"><xsl:value-of select="."/></option></xsl:for-each>
          </select>
        </div>
        <xsl:call-template name="filter"><xsl:with-param name="key" select="'issuer'"/></xsl:call-template>
        <div><button type="reset"><xsl:value-of select="$s/s-filter-reset"/></button></div>
      </form>
      <p id="status" role="status"></p>
      <p id="compare-bar" hidden="hidden"><a id="compare-link" href="compare.html" data-text="{$s/s-compare-chosen}"><xsl:value-of select="$s/s-nav-compare"/></a></p>
      <section id="hits" hidden="hidden" aria-labelledby="hits-head">
        <h2 id="hits-head"><xsl:value-of select="$s/s-hits"/></h2>
        <ol id="hit-list" class="hits"></ol>
        <p><button type="button" id="hits-more"><xsl:value-of select="$s/s-hits-more"/></button></p>
      </section>
      <template id="hit" data-text="{$s/s-hits-in}">
        <li>
          <h3><a href="index.html"><bdi><xsl:text> </xsl:text></bdi></a><xsl:text> </xsl:text><span class="count"></span></h3>
          <ul></ul>
        </li>
      </template>
    </div>
  </xsl:template>

  <xsl:template name="filter">
    <xsl:param name="key"/>
    <div>
      <label for="f-{$key}"><xsl:value-of select="$s/*[local-name() = concat('s-filter-', $key)]"/></label>
      <select id="f-{$key}" data-key="{$key}">
        <option value=""><xsl:value-of select="$s/s-filter-all"/></option>
      </select>
    </div>
  </xsl:template>

  <!-- ==== The list ==== -->

  <xsl:template name="list">
    <section id="list" aria-labelledby="list-head">
      <h2 id="list-head"><xsl:value-of select="$s/s-list"/></h2>
      <table class="rows" id="rows" data-choose="{$s/s-compare-choose}">
        <thead>
          <tr>
            <th scope="col" data-sort="2"><xsl:value-of select="$s/s-col-title"/></th>
            <th scope="col" data-sort="3"><xsl:value-of select="$s/s-col-place"/></th>
            <th scope="col" data-sort="4"><xsl:value-of select="$s/s-col-issuer"/></th>
            <th scope="col" data-sort="5"><xsl:value-of select="$s/s-col-period"/></th>
            <th scope="col" data-sort="6"><xsl:value-of select="$s/s-col-genre"/></th>
            <th scope="col" class="n" data-sort="7"><xsl:value-of select="$s/s-col-characters"/></th>
            <th scope="col" data-sort="8"><xsl:value-of select="$s/s-col-parts"/></th>
            <th scope="col" class="n" data-sort="9"><xsl:value-of select="$s/s-col-facts"/></th>
            <th scope="col" class="n" data-sort="10"><xsl:value-of select="$s/s-col-findings"/></th>
          </tr>
        </thead>
        <tbody><xsl:apply-templates select="r:row"/></tbody>
      </table>
      <template id="row">
        <xsl:call-template name="row">
          <xsl:with-param name="link" select="'index.html'"/>
        </xsl:call-template>
      </template>
      <p><button type="button" id="rows-more" hidden="hidden"><xsl:value-of select="$s/s-rows-more"/></button></p>
      <div id="pages"><xsl:call-template name="pager"><xsl:with-param name="file" select="'index'"/></xsl:call-template></div>
    </section>
  </xsl:template>

  <xsl:template match="r:row">
    <xsl:call-template name="row">
      <xsl:with-param name="link"><xsl:call-template name="row-link"/></xsl:with-param>
      <xsl:with-param name="title"><xsl:call-template name="row-title"/></xsl:with-param>
      <xsl:with-param name="period"><xsl:call-template name="period"/></xsl:with-param>
      <xsl:with-param name="genre"><xsl:call-template name="genre"/></xsl:with-param>
      <xsl:with-param name="row" select="."/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="row">
    <xsl:param name="link"/>
    <xsl:param name="title" select="' '"/>
    <xsl:param name="period"/>
    <xsl:param name="genre"/>
    <xsl:param name="row" select="/.."/>
    <tr>
      <xsl:if test="$row"><xsl:attribute name="data-row"><xsl:value-of select="concat($row/@stem, ':', $row/@id)"/></xsl:attribute></xsl:if>
      <th scope="row"><a href="{$link}"><bdi><xsl:value-of select="$title"/></bdi></a></th>
      <td data-label="{$t-place}"><bdi><xsl:value-of select="normalize-space($row/r:place)"/></bdi></td>
      <td data-label="{$t-issuer}"><bdi><xsl:value-of select="normalize-space($row/r:issuer)"/></bdi></td>
      <td class="short" data-label="{$t-period}"><xsl:value-of select="$period"/></td>
      <td class="short" data-label="{$t-genre}"><xsl:value-of select="$genre"/></td>
      <td class="n" data-label="{$t-characters}"><xsl:if test="$row"><xsl:value-of select="format-number($row/@characters, '#,##0')"/></xsl:if></td>
      <td data-label="{$t-parts}">
        <ul class="parts">
          <xsl:for-each select="$parts">
            <xsl:variable name="items" select="$row/r:part[@name = current()/@name]/@items"/>
            <li class="{@name}">
              <xsl:if test="not($items &gt; 0)"><xsl:attribute name="class"><xsl:value-of select="concat(@name, ' zero')"/></xsl:attribute></xsl:if>
              <span class="label"><xsl:value-of select="$short[@name = current()/@name]"/></span>
              <xsl:text> </xsl:text>
              <b><xsl:value-of select="$items"/></b>
            </li>
          </xsl:for-each>
        </ul>
      </td>
      <td class="n" data-label="{$t-facts}"><xsl:value-of select="$row/@facts"/></td>
      <td class="n" data-label="{$t-findings}"><xsl:if test="$row"><xsl:value-of select="$row/@notes + $row/@warnings + $row/@errors"/></xsl:if></td>
    </tr>
  </xsl:template>

  <xsl:template name="tables">
    <section class="downloads" aria-labelledby="tables-head">
      <h2 id="tables-head"><xsl:value-of select="$s/s-tables"/></h2>
      <ul>
        <li><a href="index.csv"><xsl:value-of select="$s/s-table-index"/></a> · <a href="index.csv-metadata.json"><xsl:value-of select="concat($s/s-table-index, '：', $s/s-table-about)"/></a></li>
        <li><a href="compare.csv"><xsl:value-of select="$s/s-table-compare"/></a> · <a href="compare.csv-metadata.json"><xsl:value-of select="concat($s/s-table-compare, '：', $s/s-table-about)"/></a></li>
      </ul>
    </section>
  </xsl:template>
</xsl:stylesheet>
