// Runs before the first paint, so that a dark screen does not flash white.
;(() => {
  const chosen = localStorage.getItem('phrm.theme')
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.classList.toggle('dark', dark)
})()
