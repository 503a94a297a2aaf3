/* 搜索、筛选、排序、展开。没有它页面照样读得全。 */
(function () {
  'use strict';
  document.documentElement.className = 'js';
  var collator = new Intl.Collator('zh-CN', {numeric: true});

  function all(root, what) { return Array.prototype.slice.call(root.querySelectorAll(what)); }
  function textOf(cell) { return cell.textContent.trim(); }
  function plain(text) { return text.normalize('NFKC').toLowerCase(); }

  function valueOf(body, place, isNumber) {
    var cell = body.rows[0].cells[place], key = cell.getAttribute('data-k'), text = textOf(cell);
    if (isNumber) { return text === '' ? -Infinity : parseFloat(text); }
    return key === null ? text : key;
  }

  function setUp(tools) {
    var table = document.getElementById(tools.getAttribute('data-for'));
    var output = document.getElementById(table.id + '-n');
    var bodies = all(table, 'tbody:not(.sum)'), sum = table.querySelector('.sum');
    var search = tools.querySelector('input'), selects = all(tools, 'select');
    var noun = output.getAttribute('data-noun'), heads = all(table, 'thead th');
    var texts = null, timer = 0, more = null;

    function isChoice(select, piece) {
      return all(select, 'option').some(function (one) { return one.value === piece; });
    }

    function fits(body, select) {
      if (!select.value) { return true; }
      var cell = body.rows[0].cells[select.getAttribute('data-c')];
      return textOf(cell).split(/[、，]/).some(function (piece) {
        return piece === select.value ||
          piece.indexOf(select.value) === 0 && !isChoice(select, piece) &&
          /[ 0-9]/.test(piece.charAt(select.value.length));
      });
    }

    function showAll() {
      table.classList.remove('few');
      if (more) { more.remove(); more = null; }
    }

    function filter() {
      var words = plain(search.value).split(/\s+/).filter(Boolean), count = 0;
      if (words.length && !texts) { texts = bodies.map(function (b) { return plain(b.textContent); }); }
      bodies.forEach(function (body, i) {
        var has = words.every(function (word) { return texts[i].indexOf(word) >= 0; });
        has = has && selects.every(function (select) { return fits(body, select); });
        if (body.hidden === has) { body.hidden = !has; }
        count += has;
      });
      if (count < bodies.length) { showAll(); }
      output.textContent = (count < bodies.length ? '显示' + count + noun + '，' : '') +
        '共' + bodies.length + noun;
    }

    function put(order) {
      var made = document.createDocumentFragment();
      order.forEach(function (body) { made.appendChild(body); });
      table.insertBefore(made, sum);
    }

    function sort(head, place) {
      var way = head.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
      var isNumber = head.classList.contains('n');
      var keyed = bodies.map(function (body, i) { return {body: body, key: valueOf(body, place, isNumber), i: i}; });
      keyed.sort(function (a, b) {
        if (a.key === b.key) { return a.i - b.i; }
        return way * (isNumber ? (a.key < b.key ? -1 : 1) : collator.compare(a.key, b.key) || a.i - b.i);
      });
      heads.forEach(function (one) { one.removeAttribute('aria-sort'); });
      head.setAttribute('aria-sort', way > 0 ? 'ascending' : 'descending');
      put(keyed.map(function (one) { return one.body; }));
    }

    heads.forEach(function (head, place) {
      if (head.classList.contains('p')) { return; }
      var button = document.createElement('button');
      button.type = 'button';
      button.textContent = head.textContent;
      head.textContent = '';
      head.appendChild(button);
      button.addEventListener('click', function () { sort(head, place); });
    });
    bodies.forEach(function (body, i) {
      if (body.rows.length < 2) { return; }
      var cell = body.rows[0].cells[table.classList.contains('s2') ? 1 : 0];
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'open';
      button.setAttribute('aria-expanded', 'false');
      body.rows[1].id = table.id + 'd' + i;
      button.setAttribute('aria-controls', body.rows[1].id);
      while (cell.firstChild) { button.appendChild(cell.firstChild); }
      cell.appendChild(button);
    });
    table.addEventListener('click', function (event) {
      var button = event.target.closest('.open');
      if (!button) { return; }
      var isOpen = button.getAttribute('aria-expanded') !== 'true';
      button.setAttribute('aria-expanded', String(isOpen));
      button.closest('tr').nextElementSibling.classList.toggle('o', isOpen);
    });
    if (bodies.length > 20) {
      table.classList.add('few');
      more = document.createElement('button');
      more.type = 'button';
      more.className = 'more';
      more.textContent = '显示全部' + bodies.length + noun;
      more.addEventListener('click', function () {
        showAll();
        table.parentNode.focus();
      });
      table.parentNode.after(more);
    }
    search.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(filter, 120); });
    selects.forEach(function (select) { select.addEventListener('change', filter); });
    tools.querySelector('.clear').addEventListener('click', function () {
      search.value = '';
      selects.forEach(function (select) { select.value = ''; });
      heads.forEach(function (head) { head.removeAttribute('aria-sort'); });
      put(bodies);
      filter();
      search.focus();
    });
    filter();
  }

  document.addEventListener('DOMContentLoaded', function () { all(document, '.tools').forEach(setUp); });
})();
