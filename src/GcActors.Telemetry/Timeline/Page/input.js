// Mouse and keyboard on the canvas and the minimap.
const connectInput = (app, canvas) => {
  let down = null;
  const place = e => {
    const box = canvas.getBoundingClientRect();
    return [e.clientX - box.left, e.clientY - box.top];
  };

  canvas.addEventListener('wheel', e => {
    e.preventDefault();
    const [x] = place(e);
    if (e.altKey) app.view.scrollTo(app.view.scroll + e.deltaY);
    else if (e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY)) app.view.pan(e.deltaX || e.deltaY);
    else app.view.zoom(Math.exp(Math.max(-200, Math.min(200, e.deltaY)) * 0.0022), Math.max(x, layout.gutter));
    app.redraw();
  }, { passive: false });

  canvas.addEventListener('pointerdown', e => {
    if (e.button !== 0) return;
    const [x, y] = place(e);
    down = { x, y, lastX: x, lastY: y, hasMoved: false, isBox: e.shiftKey };
    canvas.setPointerCapture(e.pointerId);
  });

  canvas.addEventListener('pointermove', e => {
    const [x, y] = place(e);
    if (!down) {
      app.hover(app.view.spanAt(x, y), e);
      return;
    }
    down.hasMoved ||= Math.hypot(x - down.x, y - down.y) > 4;
    if (!down.hasMoved) return;
    app.hover(-1);
    canvas.classList.add('moving');
    if (down.isBox) {
      app.box = { from: down.x, to: x };
    } else {
      app.view.pan(down.lastX - x);
      app.view.scrollTo(app.view.scroll + down.lastY - y);
    }
    [down.lastX, down.lastY] = [x, y];
    app.redraw();
  });

  canvas.addEventListener('pointerup', e => {
    if (!down) return;
    const [x, y] = place(e);
    if (!down.hasMoved) app.select(app.view.spanAt(x, y));
    else if (down.isBox) app.view.show(app.view.timeAt(Math.min(down.x, x)), app.view.timeAt(Math.max(down.x, x)));
    app.box = null;
    down = null;
    canvas.classList.remove('moving');
    app.redraw();
  });

  canvas.addEventListener('pointerleave', () => app.hover(-1));

  canvas.addEventListener('dblclick', e => {
    const span = app.view.spanAt(...place(e));
    if (span >= 0) app.goTo(span);
  });

  connectKeys(app);
  connectMinimap(app);
};

const connectKeys = app => {
  const moves = {
    w: () => app.view.zoom(0.7), s: () => app.view.zoom(1 / 0.7), a: () => app.view.pan(-app.view.plotWidth * 0.15), d: () => app.view.pan(app.view.plotWidth * 0.15),
    ArrowLeft: () => app.view.pan(-app.view.plotWidth * 0.15), ArrowRight: () => app.view.pan(app.view.plotWidth * 0.15),
    ArrowUp: () => app.view.scrollTo(app.view.scroll - 40), ArrowDown: () => app.view.scrollTo(app.view.scroll + 40),
    '+': () => app.view.zoom(0.7), '-': () => app.view.zoom(1 / 0.7), f: () => app.view.fit(), Home: () => app.view.fit(), Escape: () => app.select(-1),
  };
  document.addEventListener('keydown', e => {
    const isTyping = ['INPUT', 'SELECT'].includes(e.target.tagName);
    if (e.key === '/' && !isTyping) {
      e.preventDefault();
      byId('query').focus();
    }
    const move = moves[e.key];
    const isInPanel = e.target.closest?.('aside') && e.key.startsWith('Arrow');
    if (!move || isTyping || isInPanel || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    move();
    app.redraw();
  });
};

const connectMinimap = app => {
  const { canvas } = app.minimap;
  const move = e => {
    const time = app.minimap.timeAt(app.trial, e.clientX - canvas.getBoundingClientRect().left);
    const half = (app.view.to - app.view.from) / 2;
    app.view.show(time - half, time + half);
    app.redraw();
  };
  canvas.addEventListener('pointerdown', e => {
    canvas.setPointerCapture(e.pointerId);
    move(e);
  });
  canvas.addEventListener('pointermove', e => {
    if (e.buttons & 1) move(e);
  });
};
