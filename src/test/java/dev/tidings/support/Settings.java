package dev.tidings.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Binds and validates settings as the application does at start-up. */
public final class Settings {

    private Settings() {}

    /** Returns the settings of a type, with these values such as {@code tidings.x=1}. */
    public static <T> T bind(Class<T> type, Class<?> declaration, String... values) {
        var bound = new AtomicReference<T>();
        runner(declaration, values).run(context -> {
            assertThat(context).hasNotFailed();
            bound.set(context.getBean(type));
        });
        return bound.get();
    }

    /** Asserts that the application does not start with these values, and says why. */
    public static void assertRefused(Class<?> declaration, String reason, String... values) {
        runner(declaration, values)
                .run(context -> assertThat(context)
                        .as(Arrays.toString(values))
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(reason));
    }

    private static ApplicationContextRunner runner(Class<?> declaration, String... values) {
        return new ApplicationContextRunner().withUserConfiguration(declaration).withPropertyValues(values);
    }
}
