const tickMs = 5000;

/** The present, for words such as "2 min ago". Ticks only while somebody looks at the page. */
export class Clock {
  now = $state(Date.now());

  start(): () => void {
    let timer: ReturnType<typeof setInterval> | undefined;
    const follow = () => {
      clearInterval(timer);
      if (document.hidden) return;
      this.now = Date.now();
      timer = setInterval(() => (this.now = Date.now()), tickMs);
    };
    document.addEventListener('visibilitychange', follow);
    follow();
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', follow);
    };
  }
}
