package dev.tidings;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Tidings. */
@SpringBootApplication
public class TidingsApplication {

    public static void main(String[] args) {
        SpringApplication.run(TidingsApplication.class, args);
    }
}
