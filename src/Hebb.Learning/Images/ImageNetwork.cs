namespace Hebb.Learning.Images;

/// <summary>Kinds of networks for images.</summary>
public enum ImageNetwork
{
    /// <summary>Convolutions and pooling: finds the same pattern anywhere.</summary>
    Cnn,

    /// <summary>Hidden layers on the pixels as they lie: for comparison, and for tiny images.</summary>
    Mlp,

    /// <summary>No hidden layers: logistic or softmax regression on the pixels as they lie.</summary>
    Linear,
}
