package dev.tidings.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests for {@link Plan}. */
class PlanTests {

    private final Plan plan = new Plan(List.of(1, 2), 2_000, 5, 1_000, "/topic/bench/", true, "");

    @Test
    void subscribesToDifferentDestinations() {
        assertThat(plan.destinationsOf(7)).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void isTheSameForEveryServer() {
        Plan other = new Plan(List.of(3), 2_000, 5, 1_000, "/topic/bench.", false, "token");

        assertThat(other.destinationsOf(7)).containsExactly(plan.destinationsOf(7));
    }

    @Test
    void spreadsClientsOverPortsAndDestinations() {
        long heard = IntStream.range(0, plan.clients())
                .flatMap(client -> IntStream.of(plan.destinationsOf(client)))
                .distinct()
                .count();

        assertThat(heard).isGreaterThan(990);
        assertThat(plan.port(4)).isEqualTo(1);
        assertThat(plan.port(5)).isEqualTo(2);
    }
}
