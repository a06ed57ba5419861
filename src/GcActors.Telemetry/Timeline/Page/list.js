// The longest pauses, sorted by any column.
const pauseColumns = [
  { title: 'Pause', width: 74, number: true, key: pause => pause.duration, text: pause => formatTime(pause.duration) },
  { title: 'To stop', width: 70, number: true, key: pause => pause.timeToStop, text: pause => formatTime(pause.timeToStop) },
  { title: 'Last to stop', width: 90, key: pause => pause.last ?? '', text: pause => pause.last ?? '' },
  { title: 'Doing', width: 0, key: pause => pause.lastActivity, text: pause => pause.lastActivity },
  { title: 'Reason', width: 80, key: pause => pause.reason, text: pause => pause.reason },
  { title: 'Gen', width: 46, number: true, key: pause => pause.generation === '' ? -1 : pause.generation, text: pause => String(pause.generation) },
];

class PauseList {
  constructor(go) {
    this.go = go;
    this.column = 0;
    this.isDescending = true;
    this.most = 200;
    this.head = document.querySelector('#pauses thead tr');
    this.body = document.querySelector('#pauses tbody');
    document.querySelector('#pauses colgroup').append(...pauseColumns.map(column => element('col', { width: column.width || '' })));
    this.head.append(...pauseColumns.map((column, i) => element('th', { scope: 'col', className: column.number ? 'number' : '' },
      element('button', { type: 'button', textContent: column.title, onclick: () => this.sortBy(i) }))));
  }

  sortBy(column) {
    this.isDescending = column === this.column ? !this.isDescending : Boolean(pauseColumns[column].number);
    this.column = column;
    this.show(this.trial, this.selected);
  }

  show(trial, selected) {
    this.trial = trial;
    const { key } = pauseColumns[this.column];
    const sign = this.isDescending ? -1 : 1;
    const compare = (a, b) => typeof key(a) === 'string' ? key(a).localeCompare(key(b), 'en', { numeric: true }) : key(a) - key(b);
    const sorted = [...trial.pauses].sort((a, b) => sign * compare(a, b) || b.duration - a.duration);
    this.body.replaceChildren(...sorted.slice(0, this.most).map(pause => this.line(pause)));
    const total = trial.pauses.reduce((sum, pause) => sum + pause.duration, 0);
    byId('pause-count').textContent = `${formatCount(sorted.length)}, together ${formatTime(total)} (${formatShare(total / trial.length)})`
      + (sorted.length > this.most ? `; ${this.most} shown` : '');
    this.head.querySelectorAll('th').forEach((cell, i) => {
      cell.ariaSort = i !== this.column ? 'none' : this.isDescending ? 'descending' : 'ascending';
      cell.firstChild.textContent = pauseColumns[i].title + (i !== this.column ? '' : this.isDescending ? ' ↓' : ' ↑');
    });
    this.select(selected);
  }

  line(pause) {
    const line = element('tr', { tabIndex: 0, onclick: () => this.go(pause.span), onkeydown: e => { if (e.key === 'Enter') this.go(pause.span); } },
      ...pauseColumns.map(column => element('td', { className: column.number ? 'number' : '', textContent: column.text(pause), title: column.number ? '' : column.text(pause) })));
    line.dataset.span = pause.span;
    return line;
  }

  select(span) {
    this.selected = span;
    for (const line of this.body.children) line.ariaSelected = String(Number(line.dataset.span) === span);
  }
}
