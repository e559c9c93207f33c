namespace Hebb.Losses;

public abstract partial record Loss
{
    /// <summary>The mean squared error: regression.</summary>
    public static MeanSquaredError MeanSquaredError { get; } = new MeanSquaredError();

    /// <summary>The mean absolute error: regression with outliers.</summary>
    public static MeanAbsoluteError MeanAbsoluteError { get; } = new MeanAbsoluteError();

    /// <summary>Squared near 0, absolute beyond δ = 1: regression with some outliers.</summary>
    public static Huber Huber { get; } = new Huber();

    /// <summary>The mean squared error of logarithms: targets of very different sizes.</summary>
    public static MeanSquaredLogarithmicError MeanSquaredLogarithmicError { get; } = new MeanSquaredLogarithmicError();

    /// <summary>The root of each row's mean squared error.</summary>
    public static RootMeanSquaredError RootMeanSquaredError { get; } = new RootMeanSquaredError();

    /// <summary>The mean error in percent of the target.</summary>
    public static MeanAbsolutePercentageError MeanAbsolutePercentageError { get; } = new MeanAbsolutePercentageError();

    /// <summary>ln cosh of the error: a smooth Huber.</summary>
    public static LogCosh LogCosh { get; } = new LogCosh();

    /// <summary>Counts whose expectation is predicted.</summary>
    public static Poisson Poisson { get; } = new Poisson();

    /// <summary>How far one distribution is from another.</summary>
    public static KLDivergence KLDivergence { get; } = new KLDivergence();

    /// <summary>max(0, 1 − y·f): the support vector machine.</summary>
    public static Hinge Hinge { get; } = new Hinge();

    /// <summary>max(0, 1 − y·f)².</summary>
    public static SquaredHinge SquaredHinge { get; } = new SquaredHinge();

    /// <summary>The hinge loss of one class against all others.</summary>
    public static CategoricalHinge CategoricalHinge { get; } = new CategoricalHinge();

    /// <summary>max(0, −y·f): the perceptron.</summary>
    public static PerceptronLoss Perceptron { get; } = new PerceptronLoss();

    /// <summary>Two classes, predicted as a probability: with a sigmoid output.</summary>
    public static BinaryCrossentropy BinaryCrossentropy { get; } = new BinaryCrossentropy();

    /// <summary>Two classes of which one is rare.</summary>
    public static BinaryFocalCrossentropy BinaryFocalCrossentropy { get; } = new BinaryFocalCrossentropy();

    /// <summary>Many classes, targets one-hot: with a softmax output.</summary>
    public static CategoricalCrossentropy CategoricalCrossentropy { get; } = new CategoricalCrossentropy();

    /// <summary>Many classes, targets as class numbers: with a softmax output.</summary>
    public static SparseCategoricalCrossentropy SparseCategoricalCrossentropy { get; } = new SparseCategoricalCrossentropy();

    /// <summary>Minus the cosine of the angle between two vectors: embeddings.</summary>
    public static CosineSimilarity CosineSimilarity { get; } = new CosineSimilarity();

    /// <summary>Many classes of which some are easy, targets one-hot.</summary>
    public static CategoricalFocalCrossentropy CategoricalFocalCrossentropy { get; } = new CategoricalFocalCrossentropy();

    /// <summary>Many classes, some labels wrong, targets as class numbers.</summary>
    public static CategoricalGeneralizedCrossEntropy CategoricalGeneralizedCrossEntropy { get; } = new CategoricalGeneralizedCrossEntropy();

    /// <summary>How little targets and predictions overlap.</summary>
    public static Dice Dice { get; } = new Dice();

    /// <summary>How little targets and predictions overlap, misses and false alarms priced apart.</summary>
    public static Tversky Tversky { get; } = new Tversky();

    /// <summary>Embeddings: near within a class, far between classes.</summary>
    public static Circle Circle { get; } = new Circle();

    /// <summary>Rows of labels from longer sequences, nobody knows when: speech, handwriting.</summary>
    public static CTC CTC { get; } = new CTC();
}
