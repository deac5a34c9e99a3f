import org.jspecify.annotations.NullMarked;

/** Layers, automatic differentiation, training and data, on the tensors of the engine. */
@NullMarked
module dev.culebra.nn {
    requires com.google.gson;
    requires java.net.http;
    requires transitive dev.culebra.engine;
    requires org.apache.commons.csv;
    requires static java.desktop; // only picture files need it
    requires static org.jspecify;

    exports dev.culebra.nn;
    exports dev.culebra.nn.autograd;
    exports dev.culebra.nn.data;
    exports dev.culebra.nn.data.image;
    exports dev.culebra.nn.data.table;
    exports dev.culebra.nn.io;
    exports dev.culebra.nn.train;
}
