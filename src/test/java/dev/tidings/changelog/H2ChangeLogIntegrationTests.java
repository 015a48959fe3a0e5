package dev.tidings.changelog;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What the change log promises, on H2 with the settings of the application. */
class H2ChangeLogIntegrationTests extends ChangeLogContract {

    @TempDir
    static Path folder;

    @Override
    LogInstance start() {
        return LogInstance.onH2(folder);
    }
}
