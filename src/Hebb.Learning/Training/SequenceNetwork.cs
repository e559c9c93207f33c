namespace Hebb.Learning.Training;

/// <summary>Kinds of networks for sequences: texts and series.</summary>
public enum SequenceNetwork
{
    /// <summary>A gated recurrent unit: reads step by step and remembers. Texts are read from both ends.</summary>
    Gru,

    /// <summary>Long short-term memory: as GRU, with a memory of its own.</summary>
    Lstm,

    /// <summary>Convolutions along the sequence: find short patterns anywhere. On texts, patterns of two to five tokens beside each
    /// other (Kim, 2014).</summary>
    Cnn,

    /// <summary>Attention: every step looks at all others.</summary>
    Transformer,

    /// <summary>Hidden layers on all steps at once: on the mean of the vectors of a text, on the window of a series.</summary>
    Mlp,

    /// <summary>No hidden layer: a logistic regression on which words a text has (bag of words, TF-IDF), a linear regression on the window of a series. The
    /// weights are computed at once, without epochs.</summary>
    Linear,
}
