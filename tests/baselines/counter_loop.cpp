// What the machine takes for one increment and one decrement of a 32-bit word in memory.
// g++ -O2 -std=c++17 -pthread counter_loop.cpp && ./a.out [million pairs]
//   plain   load, add, store; twice
//   atomic  lock xadd, twice: the result of the decrement is used, as a count's is
//   private each thread has its own word, shared: both use one (plain loses updates there, which is the point of the other)
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

struct alignas(256) Word {
    std::atomic<int> count{1 << 20};
};

static Word words[2];
static std::atomic<long> deaths{0};

static void plain(Word& w, long pairs) {
    volatile int* count = reinterpret_cast<volatile int*>(&w.count);
    long dead = 0;
    for (long i = 0; i < pairs; i++) {
        *count = *count + 1;
        int left = *count - 1;
        *count = left;
        dead += left == 0;
    }
    deaths += dead;
}

static void atomicPairs(Word& w, long pairs) {
    long dead = 0;
    for (long i = 0; i < pairs; i++) {
        w.count.fetch_add(1);
        dead += w.count.fetch_sub(1) == 1;
    }
    deaths += dead;
}

// ns a pair as each thread sees it: both run for the whole time.
template <typename Body>
static double measure(int threads, bool shared, long pairs, Body body) {
    std::atomic<int> ready{0};
    std::vector<std::thread> others;
    std::vector<double> ns(threads);
    for (int t = 0; t < threads; t++) {
        others.emplace_back([&, t] {
            Word& word = words[shared ? 0 : t];
            body(word, pairs / 10);
            ready++;
            while (ready < threads) {
            }
            auto start = std::chrono::steady_clock::now();
            body(word, pairs);
            ns[t] = std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count() / pairs;
        });
    }
    double sum = 0;
    for (int t = 0; t < threads; t++) {
        others[t].join();
        sum += ns[t];
    }
    return sum / threads;
}

int main(int argc, char** argv) {
    long pairs = (argc > 1 ? std::atol(argv[1]) : 20) * 1000000L;
    std::printf("{\"program\": \"counter_loop\", \"pairs\": %ld, \"plain_1_ns\": %.3f, \"atomic_1_ns\": %.3f", pairs, measure(1, false, pairs, plain),
                measure(1, false, pairs, atomicPairs));
    std::printf(", \"plain_2_private_ns\": %.3f, \"atomic_2_private_ns\": %.3f", measure(2, false, pairs, plain), measure(2, false, pairs, atomicPairs));
    std::printf(", \"plain_2_shared_ns\": %.3f, \"atomic_2_shared_ns\": %.3f}\n", measure(2, true, pairs, plain), measure(2, true, pairs, atomicPairs));
    return 0;
}
