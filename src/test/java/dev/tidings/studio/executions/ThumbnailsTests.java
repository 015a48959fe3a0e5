package dev.tidings.studio.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests for {@link Thumbnails}. */
class ThumbnailsTests {

    @TempDir
    private Path directory;

    @Test
    void scalesTheLongestSideDown() throws IOException, NodeFailedException {
        BufferedImage small = thumbnail(image(400, 100), 40);

        assertThat(small.getWidth()).isEqualTo(40);
        assertThat(small.getHeight()).isEqualTo(10);
        assertThat(small.getRGB(20, 5)).isEqualTo(0xffff0000);
    }

    @Test
    void leavesASmallImageAsItIs() throws IOException, NodeFailedException {
        BufferedImage small = thumbnail(image(8, 4), 40);

        assertThat(small.getWidth()).isEqualTo(8);
        assertThat(small.getHeight()).isEqualTo(4);
    }

    @Test
    void refusesWhatIsNoImage() throws IOException {
        refused("no image".getBytes(StandardCharsets.UTF_8), "The content is no image");
        byte[] broken = image(400, 100);
        refused(ByteBuffer.allocate(60).put(broken, 0, 60).array(), "The image cannot be read");
    }

    @Test
    void refusesAnImageThatClaimsToBeHuge() throws IOException {
        ByteBuffer huge = ByteBuffer.wrap(image(1, 1));
        // The header of a PNG: eight bytes, length and type of the chunk, width and height, five more, checksum.
        huge.putInt(16, 100_000).putInt(20, 100_000);
        var checksum = new CRC32();
        checksum.update(huge.array(), 12, 17);
        huge.putInt(29, (int) checksum.getValue());

        refused(huge.array(), "An image must have at most 25000000 pixels, but has 10000000000");
    }

    private BufferedImage thumbnail(byte[] image, int size) throws IOException, NodeFailedException {
        Path target = directory.resolve("thumbnail");
        Thumbnails.write(new ByteArrayInputStream(image), size, target);
        return ImageIO.read(target.toFile());
    }

    private void refused(byte[] content, String why) {
        assertThatExceptionOfType(NodeFailedException.class)
                .isThrownBy(() -> thumbnail(content, 10))
                .withMessageStartingWith(why);
    }

    /** Makes a red PNG. */
    static byte[] image(int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, 0xff0000);
            }
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }
}
