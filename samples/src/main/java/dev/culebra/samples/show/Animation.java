package dev.culebra.samples.show;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import java.awt.image.BufferedImage;

/**
 * Pictures one after the other, again and again; the last one stays for a while.
 *
 * <pre>{@code
 * new Animation(frames, Duration.ofMillis(120)).writeGif(Path.of("descent.gif"), Theme.LIGHT);
 * }</pre>
 *
 * @param frames at least one, all of one size
 * @param each how long a frame stays
 */
public record Animation(List<? extends Picture> frames, Duration each) {

    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final int HUNDREDTHS_AT_THE_END = 200;

    /** Checks that there is something to show. */
    public Animation {
        frames = List.copyOf(frames);
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("animation: at least one frame is needed");
        }
    }

    /**
     * Writes it as an animated GIF.
     *
     * @throws IOException if that fails
     */
    public void writeGif(Path file, Theme theme) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.size(); i++) {
                BufferedImage image = frames.get(i).draw(theme, 1);
                int hundredths = i == frames.size() - 1 ? HUNDREDTHS_AT_THE_END : (int) (each.toMillis() / 10);
                writer.writeToSequence(new IIOImage(image, null, metadata(writer, image, hundredths, i == 0)), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    /** Delay, and with the first frame the wish to begin again at the end (the NETSCAPE2.0 extension, count 0). */
    private static IIOMetadata metadata(ImageWriter writer, BufferedImage image, int hundredths, boolean first)
            throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        var root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(hundredths));
        if (first) {
            var loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(new byte[] {1, 0, 0});
            child(root, "ApplicationExtensions").appendChild(loop);
        }
        metadata.setFromTree(FORMAT, root);
        return metadata;
    }

    private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
        for (int i = 0; i < parent.getLength(); i++) {
            if (parent.item(i).getNodeName().equals(name)) {
                return (IIOMetadataNode) parent.item(i);
            }
        }
        var child = new IIOMetadataNode(name);
        parent.appendChild(child);
        return child;
    }
}
