package dev.tidings.support;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives an application an empty database on the shared PostgreSQL in place of H2. */
public final class FreshPostgres implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Postgres postgres = Postgres.shared();
        TestPropertyValues.of(
                        "spring.datasource.url=" + postgres.newDatabase(),
                        "spring.datasource.username=" + postgres.user())
                .applyTo(context);
    }
}
