package dev.tidings.studio.executions;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Scales images down. */
final class Thumbnails {

    /** A small file can claim to be an image of any size: what it claims is read before the image is. */
    private static final long MAX_PIXELS = 25_000_000;

    private Thumbnails() {}

    /**
     * Writes a PNG.
     *
     * @param size longest side in pixels; an image that is smaller stays as it is
     * @throws NodeFailedException if the content is no image, or too large a one
     */
    static void write(InputStream content, int size, Path target) throws IOException, NodeFailedException {
        try (ImageInputStream image = ImageIO.createImageInputStream(content)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
            if (!readers.hasNext()) {
                throw new NodeFailedException("The content is no image in a known format (PNG, JPEG, GIF, BMP, TIFF)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(image, true, true);
                ImageIO.write(scaled(read(reader), size), "png", target.toFile());
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage read(ImageReader reader) throws IOException, NodeFailedException {
        try {
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new NodeFailedException(
                        "An image must have at most %d pixels, but has %d".formatted(MAX_PIXELS, pixels));
            }
            return reader.read(0);
        } catch (IOException | RuntimeException ex) {
            if (ex instanceof NodeStoppedException || ex.getCause() instanceof NodeStoppedException) {
                throw ex;
            }
            // Readers of images meet broken ones with all kinds of exceptions.
            throw new NodeFailedException("The image cannot be read");
        }
    }

    private static BufferedImage scaled(BufferedImage image, int size) {
        double factor = Math.min(1, (double) size / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        var scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = scaled.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
            graphics.drawImage(image, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return scaled;
    }
}
