package dev.tidings.studio.secrets;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Which secrets users have, for the modules that depend on that. */
@Component
public final class Secrets {

    private final SecretRepository secrets;

    Secrets(SecretRepository secrets) {
        this.secrets = secrets;
    }

    /** Reads the names of a user's secrets. */
    public Set<String> readNames(String owner) {
        return secrets.readOf(owner).stream().map(Secret::name).collect(Collectors.toUnmodifiableSet());
    }
}
