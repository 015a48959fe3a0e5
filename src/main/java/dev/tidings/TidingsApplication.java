package dev.tidings;

import dev.tidings.changelog.EpochRenewal;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts Tidings, or runs the command that its first argument names. Connections to RabbitMQ are made by the broker
 * engines that need some.
 */
@SpringBootApplication(exclude = RabbitAutoConfiguration.class)
public class TidingsApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(EpochRenewal.COMMAND)) {
            EpochRenewal.run(args);
        } else {
            SpringApplication.run(TidingsApplication.class, args);
        }
    }
}
