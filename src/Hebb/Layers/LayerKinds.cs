namespace Hebb.Layers;

/// <summary>All layers that files can hold.</summary>
internal static class LayerKinds
{
    public static LayerTable Table { get; } = new(
        // Core
        ActivationLayer.Kind, Dense.Kind, EinsumDense.Kind, Embedding.Kind, IdentityLayer.Kind, Masking.Kind,
        // Activation
        ELU.Kind, LeakyReLU.Kind, PReLU.Kind, ReLU.Kind, SoftmaxLayer.Kind,
        // Attention
        AdditiveAttention.Kind, Attention.Kind, GroupQueryAttention.Kind, MultiHeadAttention.Kind,
        PositionEmbedding.Kind, SinePositionEncoding.Kind, TokenAndPositionEmbedding.Kind, TransformerDecoder.Kind, TransformerEncoder.Kind,
        // Audio
        MelSpectrogram.Kind, STFTSpectrogram.Kind,
        // Augmentation
        RandomBrightness.Kind, RandomContrast.Kind, RandomCrop.Kind, RandomErasing.Kind, RandomFlip.Kind, RandomRotation.Kind,
        RandomTranslation.Kind, RandomZoom.Kind,
        // Convolution
        Conv1D.Kind, Conv2D.Kind, Conv3D.Kind, Conv1DTranspose.Kind, Conv2DTranspose.Kind, Conv3DTranspose.Kind,
        DepthwiseConv1D.Kind, DepthwiseConv2D.Kind, SeparableConv1D.Kind, SeparableConv2D.Kind,
        // Merging
        Add.Kind, Average.Kind, Concatenate.Kind, Dot.Kind, Maximum.Kind, Minimum.Kind, Multiply.Kind, Subtract.Kind,
        // Normalization
        BatchNormalization.Kind, GroupNormalization.Kind, LayerNormalization.Kind, RMSNormalization.Kind, SpectralNormalization.Kind, UnitNormalization.Kind,
        // Pooling
        AdaptiveAveragePooling1D.Kind, AdaptiveAveragePooling2D.Kind, AdaptiveAveragePooling3D.Kind,
        AdaptiveMaxPooling1D.Kind, AdaptiveMaxPooling2D.Kind, AdaptiveMaxPooling3D.Kind,
        AveragePooling1D.Kind, AveragePooling2D.Kind, AveragePooling3D.Kind, MaxPooling1D.Kind, MaxPooling2D.Kind, MaxPooling3D.Kind,
        MinPooling1D.Kind, MinPooling2D.Kind, MinPooling3D.Kind, GlobalAveragePooling1D.Kind, GlobalAveragePooling2D.Kind, GlobalAveragePooling3D.Kind,
        GlobalMaxPooling1D.Kind, GlobalMaxPooling2D.Kind, GlobalMaxPooling3D.Kind,
        // Preprocessing
        CategoryEncoding.Kind, CenterCrop.Kind, Discretization.Kind, HashedCrossing.Kind, Hashing.Kind, IntegerLookup.Kind, Normalization.Kind,
        Rescaling.Kind, Resizing.Kind, StringLookup.Kind, TextVectorization.Kind,
        // Recurrent
        Bidirectional.Kind, ConvLSTM1D.Kind, ConvLSTM2D.Kind, ConvLSTM3D.Kind, GRU.Kind, GRUCell.Kind, LSTM.Kind, LSTMCell.Kind, RNN.Kind,
        SimpleRNN.Kind, SimpleRNNCell.Kind, StackedRNNCells.Kind, TimeDistributed.Kind,
        // Regularization
        ActivityRegularization.Kind, AlphaDropout.Kind, Dropout.Kind, GaussianDropout.Kind, GaussianNoise.Kind,
        SpatialDropout1D.Kind, SpatialDropout2D.Kind, SpatialDropout3D.Kind,
        // Reshaping
        Cropping1D.Kind, Cropping2D.Kind, Cropping3D.Kind, Flatten.Kind, Permute.Kind, RepeatVector.Kind, Reshape.Kind,
        UpSampling1D.Kind, UpSampling2D.Kind, UpSampling3D.Kind, ZeroPadding1D.Kind, ZeroPadding2D.Kind, ZeroPadding3D.Kind,
        // Tabular
        BatchEnsembleDense.Kind, CosineEmbedding.Kind, ParametricActivation.Kind, PeriodicEmbedding.Kind, PiecewiseLinearEmbedding.Kind,
        PiecewiseLinearEncoding.Kind, SmoothClip.Kind);
}
