package dev.tidings;

import dev.tidings.support.Instance;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The table of meters tells what is so, with the embedded engine. */
class MetersIntegrationTests {

    @Test
    void areThoseOfTheTable() throws IOException {
        MetersTable.assertDescribes("embedded", Instance.embedded());
    }
}
