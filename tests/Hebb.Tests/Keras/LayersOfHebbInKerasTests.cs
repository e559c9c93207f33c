using System.Globalization;
using Hebb.Activations;
using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Initializers;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Regularizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>Real Keras opens models of layers that it does not know, by docs/keras/hebb_layers.py.</summary>
public sealed class LayersOfHebbInKerasTests
{
    private const string Program = """
        import sys; sys.path.insert(0, sys.argv[1])
        import numpy as np, keras
        folder = sys.argv[2]
        packed = keras.saving.load_model(folder + "/packed.keras").predict(np.load(folder + "/x.npy"), verbose=0)
        import hebb_layers
        x, y = np.load(folder + "/x.npy"), np.load(folder + "/y.npy")
        model = keras.saving.load_model(folder + "/model.keras")
        first = model.predict(x, verbose=0)
        model.save(folder + "/again.keras")
        again = keras.saving.load_model(folder + "/again.keras").predict(x, verbose=0)
        members = keras.Model(model.input, model.layers[-1].input)
        loss = float(model.loss(y, members.predict(x, verbose=0)))
        fresh = keras.Model.from_config(model.get_config())
        for weight, start in zip(model.weights, fresh.weights):
            assert weight.shape == start.shape and weight.path == start.path, (weight.path, start.path)
        members.compile("adam", model.loss)
        before = [np.array(keras.ops.convert_to_numpy(weight)) for weight in members.trainable_weights]
        members.train_on_batch(x, y)
        moved = sum(not np.array_equal(old, keras.ops.convert_to_numpy(new)) for old, new in zip(before, members.trainable_weights))
        print(np.array_equal(first, again), moved == len(before), *(repr(float(value)) for value in [loss, *first.ravel(), *packed.ravel()]))
        """;

    [RealKerasFact]
    [Trait("Speed", "Slow")]
    public void Keras_predicts_and_judges_as_we_do()
    {
        Tensor x = Tensor.RandomUniform([40, 3], RandomKey.FromSeed(1), -2, 2), y = (x.Slice(1, ..1) > 0).Cast(DType.Float32);
        Model model = Everything(x);
        model.Compile(new Adam(0.01), new MemberLoss(Loss.BinaryCrossentropy));
        model.Fit(x, y, new() { Epochs = 3 });
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hebb-keras-");
        try
        {
            Npy.Write(Path.Combine(folder.FullName, "x.npy"), StoredArray.Of(x.Shape, x.ToArray<float>()));
            Npy.Write(Path.Combine(folder.FullName, "y.npy"), StoredArray.Of(y.Shape, y.ToArray<float>()));
            ModelFile.Save(model, Path.Combine(folder.FullName, "model.keras"));
            // Opened before the layers are registered: it has none but Keras' own.
            Sequential packed = new([new Input([3]), new FeatureScaling(), new RepeatVector(4), new FeatureScaling(perMember: true), new MemberDense(2)])
            {
                Seed = 2,
            };
            foreach (Parameter weight in packed.Parameters) { weight.Assign(Tensor.RandomUniform(weight.Shape, RandomKey.FromSeed(weight.Size), -1, 1)); }
            ModelFile.Save(packed, Path.Combine(folder.FullName, "packed.keras"));
            string[] found = RealKerasFactAttribute.Run(Program, Path.Combine(SharedData.Root, "docs", "keras"), folder.FullName)
                .Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[^(2 + 1 + 40 + 320)..];
            Assert.Equal(["True", "True"], found[..2]);
            double[] numbers = [.. found[2..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            Near.Equal([model.Evaluate(x, y).Loss - L2Of(model), .. model.Predict(x).ToDoubles(), .. packed.Predict(x).ToDoubles()], numbers, 1e-5);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>A network that has all of them, each with settings other than the defaults.</summary>
    private static Model Everything(Tensor data)
    {
        Input input = new([3]);
        PiecewiseLinearEmbedding line = new(3, 5) { Residual = true, Activation = Activation.Gelu() }, curve = new(2, 4);
        PiecewiseLinearEncoding encoding = new(6);
        line.Adapt(data);
        curve.Adapt(data);
        encoding.Adapt(data);
        Layer[] embeddings =
        [
            line, curve, encoding, new PeriodicEmbedding(3, 4, 0.5), new PeriodicEmbedding(2, 3, 0.3) { Shared = true, Activation = null },
            new CosineEmbedding(3, 5, 0.4),
        ];
        Node clipped = new SmoothClip(2).Apply(input.Node);
        Node h = new Concatenate().Apply([.. embeddings.Select(embedding => new Flatten().Apply(embedding.Apply(clipped)))]);
        h = new ParametricActivation(Activation.Selu).Apply(new Dense(8).Apply(new FeatureScaling().Apply(h)));
        h = new FeatureScaling(perMember: true) { KernelInitializer = new RandomSigns { Seed = 3 } }.Apply(new RepeatVector(4).Apply(h));
        h = new BatchEnsembleDense(7, Activation.Relu) { InputScaleInitializer = new RandomSigns(), KernelRegularizer = new L2(0.01) }.Apply(h);
        h = new BatchEnsembleDense(6, Activation.Tanh, useBias: false).Apply(h);
        h = new MemberDense(1, Activation.Sigmoid).Apply(new MemberDense(5, Activation.Relu, useBias: false).Apply(h));
        return new([input.Node], [new GlobalAveragePooling1D().Apply(h)]) { Seed = 5 };
    }

    private static double L2Of(Model model) => model.Penalties().Sum(penalty => penalty.Item());
}
