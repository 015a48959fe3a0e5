package dev.tidings.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

/** Starts the whole application on a free port, with H2 and files in a folder of its own, for as many requests as there are. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"tidings.security.requests-per-second=1000000", "tidings.security.request-burst=1000000"})
@ContextConfiguration(initializers = TemporaryStorage.class)
public @interface RunningApplication {}
