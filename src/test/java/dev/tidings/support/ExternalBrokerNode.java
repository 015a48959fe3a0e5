package dev.tidings.support;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A broker that somebody else runs, with {@code rabbitmq/definitions.json} imported.
 *
 * <p>{@value #ADDRESS} in the environment is {@code amqp://host[:port][/virtual host][?stomp=port]}, by default
 * with ports 5672 and 61613 and virtual host {@code tidings}. {@value #CTL} is the command line that runs
 * {@code rabbitmqctl} for it, such as {@code docker exec broker rabbitmqctl}; tests that look into the broker or
 * stop it fail without. Stopping means {@code stop_app}, so such a broker cannot be killed or paused.
 */
final class ExternalBrokerNode implements BrokerNode {

    static final String ADDRESS = "TIDINGS_TEST_RABBITMQ";
    static final String CTL = "TIDINGS_TEST_RABBITMQ_CTL";
    static final String EXAMPLE = "amqp://localhost:5672/tidings?stomp=61613";

    private static final int DEFAULT_AMQP_PORT = 5672;
    private static final String DEFAULT_STOMP_PORT = "61613";

    private final URI address;
    private final @Nullable String ctl;

    ExternalBrokerNode(URI address, @Nullable String ctl) {
        if (!"amqp".equals(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException(
                    "%s must be an address such as %s, but was '%s'".formatted(ADDRESS, EXAMPLE, address));
        }
        this.address = address;
        this.ctl = ctl;
    }

    static ExternalBrokerNode find(@Nullable CertificateAuthority tls) {
        if (tls != null) {
            throw new BrokerUnavailableException("the broker of " + ADDRESS + " has no certificate of the tests");
        }
        String address = System.getenv(ADDRESS);
        if (address == null || address.isBlank()) {
            throw new BrokerUnavailableException(ADDRESS + " is not set");
        }
        return new ExternalBrokerNode(URI.create(address.strip()), System.getenv(CTL));
    }

    @Override
    public String host() {
        return address.getHost();
    }

    @Override
    public int amqpPort() {
        return address.getPort() < 0 ? DEFAULT_AMQP_PORT : address.getPort();
    }

    @Override
    public int stompPort() {
        return Integer.parseInt(options().getOrDefault("stomp", DEFAULT_STOMP_PORT));
    }

    @Override
    public String virtualHost() {
        String path = address.getPath();
        return path.length() <= 1 ? BrokerNode.super.virtualHost() : path.substring(1);
    }

    @Override
    public void stop() {
        ctl(List.of("stop_app"));
    }

    @Override
    public void start() {
        ctl(List.of("start_app"));
        ctl(List.of("await_startup"));
    }

    @Override
    public void kill() {
        throw notMine("killed");
    }

    @Override
    public void pause() {
        throw notMine("paused");
    }

    @Override
    public void resume() {
        throw notMine("resumed");
    }

    @Override
    public String ctl(List<String> arguments) {
        if (ctl == null) {
            throw new IllegalStateException(
                    "The test needs rabbitmqctl. Set %s to the command that runs it for %s".formatted(CTL, address));
        }
        var command = new ArrayList<>(List.of(ctl.strip().split("\\s+")));
        command.addAll(arguments);
        return Commands.output(new ProcessBuilder(command));
    }

    private Map<String, String> options() {
        String query = address.getQuery();
        if (query == null) {
            return Map.of();
        }
        return Arrays.stream(query.split("&"))
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[option.length - 1]));
    }

    private IllegalStateException notMine(String done) {
        return new IllegalStateException("A broker given by %s cannot be %s. Unset it to let the tests start their own"
                .formatted(ADDRESS, done));
    }
}
