using Hebb.Losses;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Explaining;

/// <summary>Shows every number of a step of learning: the forward pass, the loss, the chain rule along every path, and the weights after the step.</summary>
/// <remarks>
/// Computed in float64, from the weights as the shortest decimals that name them, so that 0.15 is 0.15; it agrees with the model's own arithmetic to float32's
/// precision. Layers behave as in prediction: Dropout does nothing.
/// </remarks>
/// <example>
/// <code>
/// Console.WriteLine(Explain.Row(model, [0.05, 0.10], [0.01, 0.99], new() { LearningRate = 0.5 }));
/// </code>
/// </example>
public static class Explain
{
    private const long MostWeights = 100_000;

    /// <summary>Explains a step of gradient descent on one row.</summary>
    /// <param name="model">A Sequential or functional chain of Dense layers and of layers without weights.</param>
    /// <param name="x">The row.</param>
    /// <param name="y">Its targets, as the loss expects them: the number of the class for a sparse cross-entropy.</param>
    /// <param name="options">Learning rate, loss and names.</param>
    /// <exception cref="NotSupportedException">The model is not such a chain, or has more than 100 000 weights.</exception>
    /// <exception cref="ArgumentException">The row or its names do not fit the model, a number is not finite, or there is no loss.</exception>
    /// <exception cref="ShapeException">The targets do not fit the loss.</exception>
    public static Explanation Row(Model model, IReadOnlyList<double> x, IReadOnlyList<double> y, ExplainOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        Check(x.Concat(y).Append(options.LearningRate ?? 0), options);
        Loss loss = options.Loss
            ?? (model.Losses is [var one]
                ? one
                : throw new ArgumentException($"{model} was not compiled with one loss: compile it, or name a loss.", nameof(options)));
        if (model.Inputs.Count == 0) { Build(model, x); }
        IReadOnlyList<Stage> stages = Stage.Of(model);
        if (model.ParameterCount > MostWeights)
        {
            throw new NotSupportedException($"{model} has {model.ParameterCount} weights; nobody reads more than {MostWeights}. Explain a smaller network.");
        }

        string[] inputs = InputNames(model, stages, x.Count, options);
        return new Backward(stages, x, y, loss, inputs, options.LearningRate ?? model.Optimizer?.LearningRate ?? 0.01, options).Explain();
    }

    /// <summary>
    /// Shows what each layer makes of a row, also of models that <see cref="Row"/> refuses: embeddings, ensembles, many weights. Long lists are shortened.
    /// </summary>
    /// <param name="model">A Sequential or a functional model with one input and one output, of any layers.</param>
    /// <param name="x">The row: all numbers of the input.</param>
    /// <param name="options">Names of the inputs and how many digits are written; the rest belongs to a step of learning.</param>
    /// <exception cref="NotSupportedException">The model is of another kind.</exception>
    /// <exception cref="ArgumentException">The row or its names do not fit the model, or a number is not finite.</exception>
    public static IReadOnlyList<ExplainedSection> Forward(Model model, IReadOnlyList<double> x, ExplainOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(x);
        options ??= new();
        Check(x, options);
        if (model.Inputs.Count == 0) { Build(model, x); }
        return new ForwardPass(options.Decimals).Of(model, x, NamesOf(x.Count, options));
    }

    private static void Check(IEnumerable<double> numbers, ExplainOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Decimals, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Decimals, 15);
        foreach (double value in numbers)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"Inputs, targets and the learning rate must be finite, but one is {value}.", nameof(numbers));
            }
        }
    }

    /// <summary>A Sequential without an Input gets its weights from the first row it sees.</summary>
    private static void Build(Model model, IReadOnlyList<double> x)
    {
        if (model is Sequential && model.Parameters.Count == 0) { model.Predict(Tensor.Create([.. x.Select(value => (float)value)], [1, x.Count])); }
    }

    private static string[] InputNames(Model model, IReadOnlyList<Stage> stages, int given, ExplainOptions options)
    {
        if (stages.FirstOrDefault(stage => stage.Dense is not null) is { } first
            && first.Kernel!.Length / first.Dense!.Units is var expected
            && expected != given)
        {
            throw new ArgumentException($"{model} has {expected} inputs, but the row has {given} numbers. Give one number for each input.");
        }

        return NamesOf(given, options);
    }

    private static string[] NamesOf(int given, ExplainOptions options)
    {
        if (options.InputNames is { } names && names.Count != given)
        {
            throw new ArgumentException($"The row has {given} numbers, but {names.Count} names were given for them.", nameof(options));
        }

        return [.. options.InputNames ?? Enumerable.Range(1, given).Select(i => FormattableString.Invariant($"i{i}"))];
    }
}
