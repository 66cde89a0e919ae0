(() => {
  const root = document.documentElement;
  const parts = [...document.querySelectorAll('body > div[lang]')];
  const show = language => {
    const part = parts.find(part => part.lang === language) ?? parts[0];
    for (const other of parts) other.hidden = other !== part;
    root.lang = part.lang;
    document.title = part.dataset.title;
    return part;
  };
  const asked = /^#(de|en)-/.exec(location.hash)?.[1];
  show(asked ?? root.dataset.language ?? (navigator.language.startsWith('de') ? 'de' : 'en'));
  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.switch === 'language') {
      const part = show(root.lang === 'de' ? 'en' : 'de');
      part.querySelector('[data-switch=language]').focus();
    } else if (button.dataset.switch === 'theme') {
      const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = dark ? 'light' : 'dark';
    } else if (button.dataset.copy) {
      const code = button.parentElement.querySelector('code');
      getSelection().selectAllChildren(code);
      const said = button.textContent;
      const done = () => { button.textContent = button.dataset.copy; setTimeout(() => { button.textContent = said; }, 1500); };
      // a page opened as a file may not have the clipboard: the text is selected then
      navigator.clipboard?.writeText(code.textContent).then(done, () => {});
    }
  });
})();
