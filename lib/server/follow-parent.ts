/** Loaded before the web server: when the supervisor is gone, so is its web server, and the port is free again. */
if (process.channel) {
  process.on('disconnect', () => {
    process.kill(process.pid, 'SIGTERM')
    setTimeout(() => process.exit(0), 2_000).unref()
  })
}
