package dev.tidings.studio.admin;

import dev.tidings.studio.executions.ExecutionCosts.UserUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What the executions that are kept have used and what that costs, by user. */
record CostUpdate(List<UserCost> users) {

    private static final int DIGITS = 6;
    private static final BigDecimal NANOS_PER_HOUR = BigDecimal.valueOf(3_600_000_000_000L);
    private static final BigDecimal BYTES_PER_GIGABYTE = BigDecimal.valueOf(1_000_000_000);

    /**
     * What one user's executions have used.
     *
     * @param cost in the currency of the prices
     */
    record UserCost(String user, long executions, long cpuNanos, long bytesIn, long bytesOut, BigDecimal cost) {}

    static CostUpdate of(List<UserUsage> usage, AdminProperties properties) {
        return new CostUpdate(usage.stream()
                .map(one -> new UserCost(
                        one.user(),
                        one.executions(),
                        one.cpuNanos(),
                        one.bytesIn(),
                        one.bytesOut(),
                        cost(one, properties)))
                .toList());
    }

    private static BigDecimal cost(UserUsage usage, AdminProperties properties) {
        BigDecimal cpu = BigDecimal.valueOf(usage.cpuNanos()).multiply(properties.pricePerCpuHour());
        BigDecimal bytes =
                BigDecimal.valueOf(usage.bytesIn() + usage.bytesOut()).multiply(properties.pricePerGigabyte());
        return cpu.divide(NANOS_PER_HOUR, DIGITS, RoundingMode.HALF_UP)
                .add(bytes.divide(BYTES_PER_GIGABYTE, DIGITS, RoundingMode.HALF_UP));
    }
}
