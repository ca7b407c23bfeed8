/*
 * Busy trees for the benchmark "stop a tree", and the floor to measure against.
 *
 *   stop-tree busy N                  a tree of N busy processes, until it is ended
 *   stop-tree floor WAY N [DIR]       keeps such a tree standing; for each line on its standard input it lets
 *                                     the tree run for 100 ms, stops it and prints the milliseconds from the
 *                                     call until all stand still
 *
 * WAY is signals, cgroup-v2 or cgroup-v1; DIR the cgroup to use, made before.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PROCESSES_MAX 1024

static pid_t tree[PROCESSES_MAX];

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void sleep_ms(double ms) {
  struct timespec t = {(time_t)(ms / 1000), (long)((ms - 1000 * (long)(ms / 1000)) * 1e6)};
  nanosleep(&t, NULL);
}

static void be_busy(void) {
  for (volatile unsigned long i = 0;; i++) {
  }
}

static int write_file(const char *dir, const char *file, const char *text) {
  char path[512];
  snprintf(path, sizeof path, "%s/%s", dir, file);
  int fd = open(path, O_WRONLY);
  if (fd < 0) return -1;
  int result = write(fd, text, strlen(text)) < 0 ? -1 : 0;
  close(fd);
  return result;
}

static int file_holds(const char *dir, const char *file, const char *text) {
  char path[512], buffer[512];
  snprintf(path, sizeof path, "%s/%s", dir, file);
  int fd = open(path, O_RDONLY);
  if (fd < 0) return 0;
  ssize_t got = read(fd, buffer, sizeof buffer - 1);
  close(fd);
  buffer[got < 0 ? 0 : got] = 0;
  return strstr(buffer, text) != NULL;
}

static char state_of(pid_t pid) {
  char path[64], buffer[512];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  int fd = open(path, O_RDONLY);
  if (fd < 0) return 'X';
  ssize_t got = read(fd, buffer, sizeof buffer - 1);
  close(fd);
  buffer[got < 0 ? 0 : got] = 0;
  char *name_end = strrchr(buffer, ')');
  return name_end == NULL ? 'X' : name_end[2];
}

static int all_stopped(int count) {
  for (int i = 0; i < count; i++) {
    char state = state_of(tree[i]);
    if (state != 'T' && state != 'X' && state != 'Z') return 0;
  }
  return 1;
}

/* The children run in the idle class and in one process group, as maintenance does. */
static void start_tree(int count, const char *dir) {
  for (int i = 0; i < count; i++) {
    pid_t pid = fork();
    if (pid == 0) {
      struct sched_param none = {0};
      sched_setscheduler(0, SCHED_IDLE, &none);
      setpgid(0, i == 0 ? 0 : tree[0]);
      if (dir != NULL && write_file(dir, "cgroup.procs", "0") != 0) _exit(1);
      be_busy();
    }
    tree[i] = pid;
    setpgid(pid, tree[0]);
  }
}

static const char *control_dir;
static int is_v2, is_v1;

static void freeze(void) {
  if (is_v2) write_file(control_dir, "cgroup.freeze", "1");
  else if (is_v1) write_file(control_dir, "freezer.state", "FROZEN");
  else kill(-tree[0], SIGSTOP);
}

static void thaw(void) {
  if (is_v2) write_file(control_dir, "cgroup.freeze", "0");
  else if (is_v1) write_file(control_dir, "freezer.state", "THAWED");
  else kill(-tree[0], SIGCONT);
}

static int stands_still(int count) {
  if (is_v2) return file_holds(control_dir, "cgroup.events", "frozen 1");
  if (is_v1) return file_holds(control_dir, "freezer.state", "FROZEN");
  return all_stopped(count);
}

static int floor_main(const char *way, int count, const char *dir) {
  char line[64];
  is_v2 = strcmp(way, "cgroup-v2") == 0;
  is_v1 = strcmp(way, "cgroup-v1") == 0;
  control_dir = dir;
  start_tree(count, dir);
  sleep_ms(300);
  freeze();
  while (fgets(line, sizeof line, stdin) != NULL) {
    thaw();
    sleep_ms(100);
    double begun = now_ms();
    freeze();
    while (!stands_still(count)) sleep_ms(0.1);
    printf("%.3f\n", now_ms() - begun);
    fflush(stdout);
  }
  for (int i = 0; i < count; i++) kill(tree[i], SIGKILL);
  thaw();
  for (int i = 0; i < count; i++) waitpid(tree[i], NULL, 0);
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 3 && strcmp(argv[1], "busy") == 0) {
    int count = atoi(argv[2]);
    /* One of them in a session of its own: a stop signal to the group does not reach it. */
    for (int i = 1; i < count; i++) {
      if (fork() == 0) {
        if (i == 1) setsid();
        be_busy();
      }
    }
    be_busy();
  }
  if (argc >= 4 && strcmp(argv[1], "floor") == 0) {
    int count = atoi(argv[3]);
    if (count < 1 || count > PROCESSES_MAX) return 2;
    return floor_main(argv[2], count, argc > 4 ? argv[4] : NULL);
  }
  fprintf(stderr, "usage: stop-tree busy N | stop-tree floor WAY N [DIR]\n");
  return 2;
}
