/** Kills this process and all that it started. */
export function endProcessGroup(): void {
  process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL')
}
