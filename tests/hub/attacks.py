"""What one student, cleo, tries in her own kernel to get at the work of another, ben, or at the instructor's, ada's.

Each must fail for her. Run by an account that may do so, or with a worse setting, the same code finds what it is after.
"""

TOPIC = "00_the_whole_walk"
SECRET = "only ben wrote this"
EXCHANGE = "/srv/nbgrader/exchange"
HAND_IN = f"{EXCHANGE}/attention/inbound"

# what she tries: (who may, what that one is shown, code)
FORBIDDEN = {
    "list the hand-ins": ("ada", "ben+", f"import os\nprint(os.listdir('{HAND_IN}'))"),
    "read ben's notebook": ("ben", SECRET, f"print(open('/home/ben/{TOPIC}/{TOPIC}.ipynb').read())"),
    "read the secret of ben's hand-in": (
        "ben",
        "submission_secret.txt",
        "import os\nos.chdir('/home/ben/.local/share/jupyter/nbgrader_cache')\nprint(*os.walk('.'))\nos.chdir('/')",
    ),
    "read the keys of ben's kernels": (
        "ben",
        "kernel-",
        "import os\nprint(os.listdir('/home/ben/.local/share/jupyter/runtime'))",
    ),
    "read the environment of ben's server, which has its token": (
        "ben",
        "JUPYTERHUB_API_TOKEN",
        "import os, pwd\n"
        "ben = pwd.getpwnam('ben').pw_uid\n"
        "for number in filter(str.isdigit, os.listdir('/proc')):\n"
        "    if os.stat('/proc/' + number).st_uid == ben:\n"
        "        print(open(f'/proc/{number}/environ').read())",
    ),
    "read the gradebook": ("ada", "SQLite format 3", "print(open('/srv/attention/gradebook.db', 'rb').read(20))"),
    "read the solutions": (
        "ada",
        "BEGIN SOLUTION",
        f"print(open('/srv/attention/source/{TOPIC}/{TOPIC}.ipynb').read())",
    ),
    "change the released assignment": (
        "ada",
        "changed",
        f"open('{EXCHANGE}/attention/outbound/{TOPIC}/{TOPIC}.ipynb', 'a').close()\nprint('changed')",
    ),
    "put another in place of the released assignment": (
        "ada",
        "moved",
        "import os\n"
        f"os.rename('{EXCHANGE}/attention/outbound/{TOPIC}', '{EXCHANGE}/attention/outbound/away')\n"
        f"os.rename('{EXCHANGE}/attention/outbound/away', '{EXCHANGE}/attention/outbound/{TOPIC}')\nprint('moved')",
    ),
}

# The course's folder in the exchange goes, and one of hers comes, with the assignment as it was.
TAKE_THE_COURSE = f"""
import os, shutil
os.chdir('{EXCHANGE}')
os.umask(0)
os.rename('attention', 'taken')
shutil.copytree('taken/outbound', 'attention/outbound')
os.makedirs('attention/inbound', 0o777)
print('taken')
"""
READ_WHAT_CAME = f"""
import glob
for path in glob.glob('{HAND_IN}/ben+*/*'):
    print(path, open(path).read())
"""
LIST_FEEDBACK = f"import os\nprint(os.listdir('{EXCHANGE}/attention/feedback'))"
FIND_BY_NAME = f"import glob\nprint(glob.glob('{HAND_IN}/ben+{TOPIC}+*'), glob.glob('{HAND_IN}/*'))"

# Hand-ins that she makes by hand: under ben's name, later than his, with her notebook; of no name that nbgrader gives.
FORGE = f"""
import os, shutil
for name in ('ben+{TOPIC}+2099-01-01 00:00:00.000000 UTC+AAAAAAAAAAAA', 'ben+{TOPIC}+tomorrow+AAAA', 'x+{TOPIC}+'):
    shutil.copytree('/home/cleo/{TOPIC}', '{HAND_IN}/' + name)
os.symlink('/srv/attention/submitted/ben/{TOPIC}', '{HAND_IN}/cleo+{TOPIC}+2098-01-01 00:00:00.000000 UTC+AAAA')
"""
# Her own hand-in: its notebook is a link to what was collected of ben, beside it links to the instructor's, and a pipe.
LINKS = f"""
import os
made = '{HAND_IN}/cleo+{TOPIC}+2097-01-01 00:00:00.000000 UTC+AAAAAAAAAAAA'
os.makedirs(made + '/deeper')
os.symlink('/srv/attention/submitted/ben/{TOPIC}/{TOPIC}.ipynb', made + '/{TOPIC}.ipynb')
os.symlink('/srv/attention/gradebook.db', made + '/gradebook.db')
os.symlink('/srv/attention/source/{TOPIC}', made + '/deeper/source')
os.mkfifo(made + '/pipe')
open(made + '/timestamp.txt', 'w').write('2097-01-01 00:00:00.000000 UTC')
open(made + '/submission_secret.txt', 'w').write('mine')
"""

# While ada grades: whatever is hers in folders that all may use.
WATCH_TEMPORARY = """
import os, pwd, time
ada, seen, got, end = pwd.getpwnam('ada').pw_uid, set(), [], time.time() + {seconds}
while time.time() < end and not os.path.exists('/home/cleo/enough'):
    for folder in ('/tmp', '/dev/shm', '/run'):
        for entry in os.scandir(folder):
            try:
                if entry.stat(follow_symlinks=False).st_uid == ada:
                    seen.add(entry.name)
                    got.append((entry.name, os.listdir(entry) if entry.is_dir() else open(entry, 'rb').read(100)))
            except OSError:
                pass
    time.sleep(0.02)
print('SEEN', sorted(seen))
print('GOT', got)
"""

# Listens at each port of ben's on this machine, as a client of a kernel does, and prints what it hears.
EAVESDROP = """
import os, pwd, time, zmq
ben, heard, known, end = pwd.getpwnam('ben').pw_uid, b'', set(), time.time() + {seconds}
listener = zmq.Context.instance().socket(zmq.SUB)
listener.setsockopt(zmq.SUBSCRIBE, b'')
while time.time() < end and not os.path.exists('/home/cleo/enough'):
    for line in open('/proc/net/tcp').read().splitlines()[1:]:
        local, state, owner = line.split()[1], line.split()[3], int(line.split()[7])
        if state == '0A' and owner == ben and local not in known:
            known.add(local)
            listener.connect('tcp://127.0.0.1:%d' % int(local.split(':')[1], 16))
    if listener.poll(50):
        heard += b' '.join(listener.recv_multipart())
print('PORTS', len(known))
print('HEARD', heard)
listener.close(0)
"""
# A kernel of ben's as it is without the course's settings.
PLAIN_KERNEL = """
import time
from jupyter_client.manager import KernelManager
manager = KernelManager(transport_encryption='disabled')
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready()
time.sleep(1)
for _ in range(5):
    client.execute("print({word!r})")
    time.sleep(0.3)
client.stop_channels()
manager.shutdown_kernel(now=True)
"""
