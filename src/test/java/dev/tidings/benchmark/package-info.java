/**
 * The fan-out benchmark: the same load on Tidings, on plain Spring applications and on a bare loop, each in a process of
 * its own. {@link dev.tidings.benchmark.FanOutBenchmark} runs it; {@code src/docs/benchmarks.md} tells how to read it.
 *
 * <p>One process runs at a time besides the load client and the brokers, and the servers take turns, so that whatever
 * else the machine does meets all of them. CPU is user and system time of whole processes as the kernel counts it.
 */
@NullMarked
package dev.tidings.benchmark;

import org.jspecify.annotations.NullMarked;
