'use strict';
// Nothing here is needed to read the report: it hides series, zooms figures, and shows tooltips without delay.
(() => {
  const tip = document.createElement('div');
  tip.id = 'tip';
  tip.hidden = true;
  document.body.append(tip);

  const titleAt = element => {
    for (let at = element; at && at.tagName !== 'svg'; at = at.parentElement) {
      if (at.dataset.tip) return at.dataset.tip;
      const title = [...at.children].find(child => child.tagName === 'title');
      if (title) {
        at.dataset.tip = title.textContent;
        at.setAttribute('aria-label', title.textContent);
        title.remove();
        return at.dataset.tip;
      }
    }
    return '';
  };

  const showTip = event => {
    const text = titleAt(event.target);
    tip.hidden = text === '';
    if (tip.hidden) return;
    tip.textContent = text;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(4, Math.min(event.pageX + 12, room))}px`;
    tip.style.top = `${event.pageY + 14}px`;
  };

  const addLegend = svg => {
    for (const entry of svg.querySelectorAll('[data-toggle]')) {
      const toggle = () => {
        const hide = entry.getAttribute('aria-pressed') !== 'false';
        entry.setAttribute('aria-pressed', String(!hide));
        for (const part of svg.querySelectorAll(`[data-series="${entry.dataset.toggle}"]`)) part.style.display = hide ? 'none' : '';
      };
      entry.setAttribute('role', 'button');
      entry.setAttribute('tabindex', '0');
      entry.setAttribute('aria-pressed', 'true');
      entry.addEventListener('click', toggle);
      entry.addEventListener('keydown', event => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          toggle();
        }
      });
    }
  };

  const addZoom = (figure, svg) => {
    const whole = svg.getAttribute('viewBox').split(' ').map(Number);
    let view = [...whole];
    let dragged = null;
    const set = next => {
      view = next;
      svg.setAttribute('viewBox', view.join(' '));
      back.hidden = view.every((value, i) => Math.abs(value - whole[i]) < 0.5);
    };
    const keepInside = ([x, y, width, height]) =>
      [Math.max(0, Math.min(x, whole[2] - width)), Math.max(0, Math.min(y, whole[3] - height)), width, height];
    const back = document.createElement('button');
    back.type = 'button';
    back.textContent = 'whole figure';
    back.hidden = true;
    back.addEventListener('click', () => set([...whole]));
    const tools = document.createElement('div');
    tools.className = 'tools';
    tools.append(back);
    figure.prepend(tools);
    svg.addEventListener('wheel', event => {
      // Plain scrolling stays the page's.
      if (!event.ctrlKey && !event.metaKey && !event.altKey) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      const factor = Math.min(1, Math.max(0.1, (view[2] * Math.exp(event.deltaY / 400)) / whole[2]));
      const [width, height] = [whole[2] * factor, whole[3] * factor];
      const [atX, atY] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
      set(keepInside([view[0] + atX * (view[2] - width), view[1] + atY * (view[3] - height), width, height]));
    }, { passive: false });
    svg.addEventListener('pointerdown', event => {
      dragged = view[2] < whole[2] ? [event.clientX, event.clientY, ...view] : null;
    });
    svg.addEventListener('pointermove', event => {
      if (!dragged || event.buttons === 0) return;
      const box = svg.getBoundingClientRect();
      set(keepInside([
        dragged[2] - (event.clientX - dragged[0]) / box.width * view[2],
        dragged[3] - (event.clientY - dragged[1]) / box.height * view[3], view[2], view[3]]));
    });
    svg.addEventListener('dblclick', () => set([...whole]));
  };

  for (const figure of document.querySelectorAll('figure')) {
    const svg = figure.querySelector('svg');
    addLegend(svg);
    addZoom(figure, svg);
    svg.addEventListener('mousemove', showTip);
    svg.addEventListener('mouseleave', () => { tip.hidden = true; });
  }

  window.addEventListener('beforeprint', () => { for (const part of document.querySelectorAll('details')) part.open = true; });
  window.gcactorsReady = true;
})();
