package dev.tidings.studio.assets;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The folder that everything of a user lies below. */
@Component
public final class HomeFolders {

    static final String NAME = "Home";

    private final AssetRepository assets;
    private final Clock clock;

    HomeFolders(AssetRepository assets, Clock clock) {
        this.assets = assets;
        this.clock = clock;
    }

    /** Returns the id of a user's home folder, and creates it the first time. Safe for several callers at once. */
    public String idOf(String user) {
        return assets.findHome(user).orElseGet(() -> create(user));
    }

    private String create(String user) {
        assets.insertHome(UUID.randomUUID().toString(), user, NAME, clock.instant());
        return assets.findHome(user)
                .orElseThrow(() -> new IllegalStateException("Home folder of '%s' was not created".formatted(user)));
    }
}
