import gc, sys
class Node:
    pass
class Loud:
    def __del__(self): sys.stderr.write("a finalizer of the program\n")
gc.set_debug(gc.DEBUG_STATS)
keep = []
for i in range(3000):
    a = Node(); b = Node(); a.other = b; b.other = a
    if i % 50 == 0: keep.append(a)
l = Loud(); l.me = l; del l
gc.collect(0); gc.collect(1); gc.collect()
