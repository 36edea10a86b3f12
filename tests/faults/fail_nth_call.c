/* Makes the N-th change of a file below one folder fail, or kills the process there (the number -SIGKILL), in the middle
   of a write: preloaded into a test's process and armed by it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char root[4096];
static long wanted, calls;
static int error_number, goes_on, locks_only;

void fault_arm(const char *folder, long nth, int number, int sticky, int only_locks)
{
    strncpy(root, folder, sizeof root - 1);
    calls = 0;
    wanted = nth;
    error_number = number;
    goes_on = sticky;
    locks_only = only_locks;
}

void fault_disarm(void) { wanted = 0; }

long fault_calls(void) { return calls; }

static int fails(void)
{
    calls++;
    if (calls != wanted && !(goes_on && calls > wanted))
        return 0;
    errno = error_number;
    return 1;
}

/* What a broken operation returns, unless this is the process's end. */
static int broken(void)
{
    if (error_number < 0)
        kill(getpid(), -error_number);
    return -1;
}

static int below(const char *path) { return wanted && root[0] && path && strstr(path, root) != NULL; }

static int path_fails(const char *path) { return !locks_only && below(path) && fails(); }

static int file_is_below(int descriptor)
{
    char link[64], path[4096];
    if (!wanted)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return below(path);
}

static int file_fails(int descriptor) { return !locks_only && file_is_below(descriptor) && fails(); }

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define WRITES(flags) ((flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))

#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        REAL(name); \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        if (WRITES(flags) && path_fails(path)) return broken(); \
        return real(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) \
    { \
        REAL(name); \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        if (WRITES(flags) && path_fails(path)) return broken(); \
        return real(folder, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)

ssize_t write(int descriptor, const void *content, size_t size)
{
    REAL(write);
    if (!file_fails(descriptor))
        return real(descriptor, content, size);
    if (error_number < 0)
        real(descriptor, content, size / 2);
    return broken();
}

ssize_t pwrite(int descriptor, const void *content, size_t size, off_t offset)
{
    REAL(pwrite);
    if (!file_fails(descriptor))
        return real(descriptor, content, size, offset);
    if (error_number < 0)
        real(descriptor, content, size / 2, offset);
    return broken();
}
ssize_t pwrite64(int descriptor, const void *content, size_t size, off64_t offset)
{
    REAL(pwrite64);
    if (!file_fails(descriptor))
        return real(descriptor, content, size, offset);
    if (error_number < 0)
        real(descriptor, content, size / 2, offset);
    return broken();
}

#define OF_FILE(name) \
    int name(int descriptor) \
    { \
        REAL(name); \
        return file_fails(descriptor) ? broken() : real(descriptor); \
    }
OF_FILE(fsync)
OF_FILE(fdatasync)

#define TRUNCATE(name, size_type) \
    int name(int descriptor, size_type size) \
    { \
        REAL(name); \
        return file_fails(descriptor) ? broken() : real(descriptor, size); \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int rename(const char *from, const char *to)
{
    REAL(rename);
    return path_fails(to) ? broken() : real(from, to);
}
int renameat(int a, const char *from, int b, const char *to)
{
    REAL(renameat);
    return path_fails(to) ? broken() : real(a, from, b, to);
}
int link(const char *from, const char *to)
{
    REAL(link);
    return path_fails(to) ? broken() : real(from, to);
}
int linkat(int a, const char *from, int b, const char *to, int flags)
{
    REAL(linkat);
    return path_fails(to) ? broken() : real(a, from, b, to, flags);
}
int unlink(const char *path)
{
    REAL(unlink);
    return path_fails(path) ? broken() : real(path);
}
int unlinkat(int folder, const char *path, int flags)
{
    REAL(unlinkat);
    return path_fails(path) ? broken() : real(folder, path, flags);
}
int mkdir(const char *path, mode_t mode)
{
    REAL(mkdir);
    return path_fails(path) ? broken() : real(path, mode);
}

#define FCNTL(name) \
    int name(int descriptor, int command, ...) \
    { \
        REAL(name); \
        va_list rest; va_start(rest, command); void *argument = va_arg(rest, void *); va_end(rest); \
        if (locks_only && command == F_SETLK && ((struct flock *)argument)->l_type != F_UNLCK \
            && file_is_below(descriptor) && fails()) return broken(); \
        return real(descriptor, command, argument); \
    }
FCNTL(fcntl)
FCNTL(fcntl64)
