// What the C library takes for one malloc and one free of 48 bytes.
// g++ -O2 malloc_free_48.cpp && ./a.out [million pairs]
//   one   the block is freed at once
//   lifo  64 blocks are taken, then freed last first
//   fifo  a window of 64 blocks: the oldest is freed, a new one is taken in its place
#include <chrono>
#include <cstdio>
#include <cstdlib>

static const int kWindow = 64;

// The compiler may drop a malloc whose block nobody sees; the first word is written as an object's header would be.
static inline void* take() {
    void* block = std::malloc(48);
    *static_cast<volatile long*>(block) = 1;
    return block;
}

template <typename Body>
static double nsPerPair(long pairs, Body body) {
    body(pairs / 10);
    auto start = std::chrono::steady_clock::now();
    body(pairs);
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / pairs;
}

int main(int argc, char** argv) {
    long pairs = (argc > 1 ? std::atol(argv[1]) : 20) * 1000000L;
    void* window[kWindow];

    double one = nsPerPair(pairs, [&](long n) {
        for (long i = 0; i < n; i++) {
            std::free(take());
        }
    });
    double lifo = nsPerPair(pairs, [&](long n) {
        for (long i = 0; i < n; i += kWindow) {
            for (int j = 0; j < kWindow; j++) {
                window[j] = take();
            }
            for (int j = kWindow - 1; j >= 0; j--) {
                std::free(window[j]);
            }
        }
    });
    for (int j = 0; j < kWindow; j++) {
        window[j] = take();
    }
    double fifo = nsPerPair(pairs, [&](long n) {
        for (long i = 0; i < n; i++) {
            std::free(window[i % kWindow]);
            window[i % kWindow] = take();
        }
    });
    std::printf("{\"program\": \"malloc_free_48\", \"pairs\": %ld, \"one_ns\": %.3f, \"lifo_64_ns\": %.3f, \"fifo_64_ns\": %.3f}\n", pairs, one, lifo, fifo);
    return 0;
}
