package dev.tidings.studio.providers;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.UserQueue;
import dev.tidings.studio.secrets.SecretChanged;
import dev.tidings.studio.secrets.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** Knows which providers are available to whom. */
@Service
class ProviderService {

    /** Name of each user's queue of providers. */
    static final String QUEUE = "providers";

    /** All providers of a user, when one of them became available or ceased to be. */
    static final MessageType<ProvidersUpdate> UPDATE = new MessageType<>("providers_update", ProvidersUpdate.class);

    private final ProviderProperties properties;
    private final Secrets secrets;
    private final ChangeLog changes;

    ProviderService(ProviderProperties properties, Secrets secrets, ChangeLog changes) {
        this.properties = properties;
        this.secrets = secrets;
        this.changes = changes;
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, QUEUE);
    }

    ProvidersUpdate readOf(String user) {
        Set<String> set = secrets.readNames(user);
        List<ProviderResource> providers = properties.providers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new ProviderResource(
                        entry.getKey(),
                        entry.getValue().title(),
                        entry.getValue().secret(),
                        set.contains(entry.getValue().secret())))
                .toList();
        return new ProvidersUpdate(providers);
    }

    @EventListener
    void secretChanged(SecretChanged secret) {
        boolean concerned = properties.providers().values().stream()
                .anyMatch(provider -> provider.secret().equals(secret.name()));
        if (concerned) {
            var key = new ChangeKey("providers", "all");
            changes.announce(UPDATE.message(key, readOf(secret.owner())), List.of(queue(secret.owner())));
        }
    }
}
