package dev.tidings.studio.secrets;

import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.ChangeTransaction;
import dev.tidings.destination.UserQueue;
import dev.tidings.http.Problems;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;

/** Sets and deletes secrets. */
@Service
class SecretService {

    /** Name of each user's queue of secrets. */
    static final String QUEUE = "secrets";

    static final int MAX_VALUE_CHARACTERS = 10_000;
    static final int MAX_SECRETS = 1_000;

    private final SecretRepository secrets;
    private final @Nullable SecretCipher cipher;
    private final ChangeLog changes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SecretService(
            SecretRepository secrets,
            SecretProperties properties,
            ChangeLog changes,
            ApplicationEventPublisher events,
            Clock clock) {
        byte[] key = properties.keyBytes();
        this.secrets = secrets;
        this.cipher = key == null ? null : new SecretCipher(key);
        this.changes = changes;
        this.events = events;
        this.clock = clock;
    }

    static UserQueue queue(String owner) {
        return new UserQueue(owner, QUEUE);
    }

    List<Secret> readOf(String owner) {
        return secrets.readOf(owner);
    }

    /** Sets a secret, new or not. Setting the same value again counts: nobody else can tell that it is the same. */
    @ChangeTransaction
    Secret put(String owner, String name, String value, Consumer<String> precondition) {
        SecretCipher encryption = requireCipher();
        check(name, value);
        byte[] encrypted = encryption.encrypt(owner, name, value);
        Optional<Secret> current = secrets.lock(owner, name);
        current.ifPresent(known -> precondition.accept(known.etag()));
        var next = new Secret(owner, name, current.map(Secret::version).orElse(0L) + 1, clock.instant());
        var resource = SecretResource.of(next);
        if (current.isPresent()) {
            secrets.update(next, encrypted);
            changes.announce(ResourceChange.updated(Secret.TYPE, resource), List.of(queue(owner)));
        } else {
            requireRoom(owner);
            secrets.insert(next, encrypted);
            changes.announce(ResourceChange.created(Secret.TYPE, resource), List.of(queue(owner)));
            events.publishEvent(new SecretChanged(owner, name, true));
        }
        return next;
    }

    @ChangeTransaction
    void delete(String owner, String name, Consumer<String> precondition) {
        Secret secret = Optional.of(name)
                .filter(Secret::isName)
                .flatMap(known -> secrets.lock(owner, known))
                .orElseThrow(() -> Problems.notFound(Secret.TYPE, name));
        precondition.accept(secret.etag());
        secrets.delete(secret);
        changes.announce(ResourceChange.deleted(Secret.TYPE, Map.of("id", name)), List.of(queue(owner)));
        events.publishEvent(new SecretChanged(owner, name, false));
    }

    private SecretCipher requireCipher() {
        if (cipher == null) {
            throw Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Secrets cannot be stored: whoever runs this service has to set 'tidings.secrets.key' first");
        }
        return cipher;
    }

    private static void check(String name, String value) {
        if (!Secret.isName(name)) {
            throw Problems.badField("name", "must be 1 to 64 characters of [A-Z0-9_] and start with a letter");
        }
        // Nothing of the value may be told, not even how it breaks a rule of characters.
        if (value.isEmpty() || value.length() > MAX_VALUE_CHARACTERS) {
            throw Problems.badField("value", "must have 1 to %d characters".formatted(MAX_VALUE_CHARACTERS));
        }
    }

    private void requireRoom(String owner) {
        if (secrets.readOf(owner).size() >= MAX_SECRETS) {
            throw Problems.conflict("You have %d secrets already, and cannot have more".formatted(MAX_SECRETS));
        }
    }
}
