// binary-trees with counted references as C++ writes them: what a collector laboratory must not be slower than.
// Program and rules: src/GcActors.Core/Workloads/BinaryTrees.cs.
// g++ -O2 -std=c++17 -pthread binary_trees_shared_ptr.cpp && ./a.out N [threads]
//
// libstdc++ counts plainly until a second thread has been started, atomically from then on: `threads` = 1 (default) starts none.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

struct Node;
using Ref = std::shared_ptr<Node>;

struct Node {
    Ref child[2];
};

static Ref make(int depth) {
    Ref o = std::make_shared<Node>();
    if (depth > 0) {
        for (int j = 0; j < 2; j++) {
            Ref c = make(depth - 1);
            o->child[j] = c;
        }
    }
    return o;
}

// Loads count, as in the laboratory: a reference read into a local is a copy.
static long check(const Ref& o) {
    long n = 1;
    for (int j = 0; j < 2; j++) {
        Ref c = o->child[j];
        if (c) {
            n += check(c);
        }
    }
    return n;
}

int main(int argc, char** argv) {
    int top = std::max(6, argc > 1 ? std::atoi(argv[1]) : 14);
    if (argc > 2 && std::atoi(argv[2]) > 1) {
        std::thread([] {}).join();
    }

    auto start = std::chrono::steady_clock::now();
    long nodes = 0;
    long checksum = 0;
    {
        Ref t = make(top + 1);
        checksum += check(t);
        nodes += (2L << (top + 1)) - 1;
    }
    Ref kept = make(top);
    nodes += (2L << top) - 1;
    for (int depth = 4; depth <= top; depth += 2) {
        long rounds = 1L << (top - depth + 4);
        for (long i = 0; i < rounds; i++) {
            Ref t = make(depth);
            checksum += check(t);
        }
        nodes += rounds * ((2L << depth) - 1);
    }
    checksum += check(kept);
    double ns = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count();
    std::printf("{\"program\": \"binary_trees_shared_ptr\", \"depth\": %d, \"nodes\": %ld, \"checked\": %ld, \"ns_per_node\": %.2f}\n",
                top, nodes, checksum, ns / nodes);
    return checksum == nodes ? 0 : 1;
}
